import { Aws } from 'aws-cdk-lib';
import { type FunctionName, kebabCase } from '#lib/functions/deployed-functions.ts';
import type { Stage } from './stage-settings.ts';

/** Prefix of the names of a stage's functions. */
export const functionPrefix = (stage: Stage): string => `invitations-${stage}-`;

/** Name of a deployed function. Operators call it, and the user pool names its trigger before the function exists. */
export const functionName = (stage: Stage, name: FunctionName): string => `${functionPrefix(stage)}${kebabCase(name)}`;

/**
 * Name of the role of record-changes, which the table's policy names before the role exists. Role names are unique
 * across all regions.
 */
export const auditRecorderRole = (stage: Stage): string => `${functionName(stage, 'recordChanges')}-${Aws.REGION}`;

/** Name of the rule that forwards SES events. The policy of the dead-letter queue names it before it exists. */
export const mailEventsRule = (stage: Stage): string => `invitations-${stage}-mail-events`;

/** Names of the secrets in Secrets Manager. */
export const secretNames = (stage: Stage) => ({
  link: `invitations-${stage}/link`,
  googleClient: `invitations-${stage}/google-client`,
  origin: `invitations-${stage}/origin`,
});
