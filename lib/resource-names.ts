import { Aws } from 'aws-cdk-lib';
import { type FunctionName, kebabCase } from './deployed-functions.ts';
import type { Stage } from './stage-settings.ts';

/** Name of a deployed function: operators call it, and the user pool names its trigger before that exists. */
export const functionName = (stage: Stage, name: FunctionName): string => `invitations-${stage}-${kebabCase(name)}`;

/** Name of a function's role. Roles are one namespace per account, over all regions. */
export const roleName = (stage: Stage, name: FunctionName): string => `${functionName(stage, name)}-${Aws.REGION}`;
