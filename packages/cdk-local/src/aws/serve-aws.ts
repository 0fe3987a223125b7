import type { DatabaseSync } from 'node:sqlite';
import { type FunctionPermissions, functionPermissions } from '../iam/function-permissions.ts';
import type { Cleanup } from '../run/cleanup.ts';
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
    readonly cleanup: Cleanup;
  };

export type Aws = {
  readonly answer: ReturnType<typeof awsEndpoint>;
  readonly rights: FunctionPermissions;
};

/** AWS as functions and operators find it, with the rights that the template gives. Throws `StartError`. */
export const serveAws = (options: Options): Aws => {
  const { resources, database, accessKeyId, cleanup, callerOf, report, intercept, kill, ...behind } = options;
  const { forward, close } = openForwarding(accessKeyId);
  cleanup.add(close);
  const services = { ...behind, forward, secretsManager: secretsManager(database, resources) };
  const rights = functionPermissions(resources, behind.functions);
  return { answer: awsEndpoint({ services, callerOf, rights, report, intercept, kill }), rights };
};
