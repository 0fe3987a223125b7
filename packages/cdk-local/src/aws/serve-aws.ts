import type { DatabaseSync } from 'node:sqlite';
import { type FunctionRights, functionRights } from '../iam/function-permissions.ts';
import type { Undo } from '../run/cleanup.ts';
import { secretsManager } from '../secrets/secrets-manager.ts';
import type { Resources } from '../template/resources.ts';
import { type AwsEndpoint, awsEndpoint } from './aws-endpoint.ts';
import type { AwsServices } from './aws-services.ts';
import { openForwarding } from './forward.ts';

type Options = Omit<AwsServices, 'forward' | 'secretsManager'> &
  Omit<AwsEndpoint, 'services' | 'rights'> & {
    readonly resources: Resources;
    readonly database: DatabaseSync;
    /** As whom calls go on to DynamoDB. */
    readonly accessKeyId: string;
    readonly undo: Undo;
  };

export type Aws = {
  readonly answer: ReturnType<typeof awsEndpoint>;
  readonly rights: FunctionRights;
};

/** AWS as functions and operators find it, with the rights that the template gives. Throws `CannotStart`. */
export const serveAws = (options: Options): Aws => {
  const { resources, database, accessKeyId, undo, callerOf, report, intercept, kill, ...behind } = options;
  const { forward, close } = openForwarding(accessKeyId);
  undo.add(close);
  const services = { ...behind, forward, secretsManager: secretsManager(database, resources) };
  const rights = functionRights(resources, behind.functions);
  return { answer: awsEndpoint({ services, callerOf, rights, report, intercept, kill }), rights };
};
