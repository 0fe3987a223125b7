import type { FunctionWorkers } from '../functions/function-workers.ts';
import type { Queues } from '../queues/queues.ts';
import type { SecretsManager } from '../secrets/secrets-manager.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import type { AwsCall } from './aws-call.ts';
import { type AwsResponse, jsonResponse } from './aws-response.ts';
import type { Forwarding } from './forward.ts';
import { handleInvoke } from './lambda-invoke.ts';
import { ServiceError } from './service-error.ts';

/** The emulated services behind the AWS endpoint. */
export type AwsServices = {
  readonly functions: readonly FunctionDefinition[];
  readonly invoke: FunctionWorkers['invoke'];
  readonly secretsManager: SecretsManager;
  readonly queues: Queues;
  /** undefined for an app without a user pool. */
  readonly cognitoAdmin:
    | ((operation: string, body: unknown) => Promise<{ readonly status: number; readonly body: unknown }>)
    | undefined;
  readonly forward: Forwarding['forward'];
  /** Called after each call that may have changed a table. */
  readonly onTableWrite: () => void;
  /** Endpoints of DynamoDB and SES. */
  readonly endpoints: { readonly dynamodb: string; readonly ses: string };
};

const tableReads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems', 'DescribeTable']);

type Service = (services: AwsServices, call: AwsCall) => Promise<AwsResponse>;

const services: Readonly<Record<string, Service>> = {
  'cognito-idp': async ({ cognitoAdmin }, { operation, body }) => {
    if (!cognitoAdmin) throw new ServiceError('ResourceNotFoundException', 'The app has no user pool.');
    const response = await cognitoAdmin(operation, body);
    return jsonResponse(response.status, response.body);
  },
  dynamodb: async ({ forward, endpoints, onTableWrite }, call) => {
    const response = await forward(call, endpoints.dynamodb);
    if (!tableReads.has(call.operation)) onTableWrite();
    return response;
  },
  lambda: ({ functions, invoke }, call) => handleInvoke(functions, invoke, call),
  secretsmanager: async ({ secretsManager }, { operation, body }) => jsonResponse(200, secretsManager(operation, body)),
  ses: ({ forward, endpoints }, call) => forward(call, endpoints.ses),
  sqs: async ({ queues }, { operation, body }) => jsonResponse(200, await queues.handle(operation, body)),
};

/** Calls the emulated service. Throws `ServiceError`, or another error if the service is unreachable. */
export const serve: Service = async (emulators, call) => {
  const service = services[call.service];
  if (!service) throw new ServiceError('UnknownOperationException', `${call.service} is not emulated.`);
  return service(emulators, call);
};
