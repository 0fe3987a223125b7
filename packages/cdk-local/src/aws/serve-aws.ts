import type { DatabaseSync } from 'node:sqlite';
import { type FunctionPermissions, functionPermissions } from '../iam/function-permissions.ts';
import type { TransactionKeys } from '../iam/table-accesses.ts';
import type { Cleanup } from '../run/cleanup.ts';
import { secretsManager } from '../secrets/secrets-manager.ts';
import type { Resources } from '../template/resources.ts';
import { type AwsEndpoint, awsEndpoint } from './aws-endpoint.ts';
import type { AwsServices } from './aws-services.ts';
import { openForwarding } from './forward.ts';

type Options = Omit<AwsServices, 'forward' | 'secretsManager'> &
  Omit<AwsEndpoint, 'services' | 'permissions'> & {
    readonly resources: Resources;
    readonly transactionKeys: TransactionKeys | undefined;
    readonly database: DatabaseSync;
    /** Access key of forwarded calls. */
    readonly accessKeyId: string;
    readonly cleanup: Cleanup;
  };

export type Aws = {
  readonly handle: ReturnType<typeof awsEndpoint>;
  readonly permissions: FunctionPermissions;
};

/** Serves AWS for functions and operators, with the permissions of the template. Throws `StartError`. */
export const serveAws = (options: Options): Aws => {
  const {
    resources,
    database,
    accessKeyId,
    cleanup,
    callerOf,
    report,
    intercept,
    kill,
    transactionKeys,
    ...emulators
  } = options;
  const { forward, close } = openForwarding(accessKeyId);
  cleanup.add(close);
  const services = { ...emulators, forward, secretsManager: secretsManager(database, resources) };
  const permissions = functionPermissions(resources, emulators.functions, transactionKeys);
  return { handle: awsEndpoint({ services, callerOf, permissions, report, intercept, kill }), permissions };
};
