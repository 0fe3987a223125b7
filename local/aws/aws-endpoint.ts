import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import type { FunctionWorkers } from '../functions/function-workers.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { answerInvocation, isInvocation } from './lambda-invoke.ts';
import type { Queues } from './queues.ts';
import type { SecretsManager } from './secrets-manager.ts';
import { ServiceError } from './service-error.ts';

export type AwsServices = {
  readonly functions: readonly FunctionDefinition[];
  readonly invoke: FunctionWorkers['invoke'];
  readonly secretsManager: SecretsManager;
  readonly queues: Queues;
  readonly cognitoAdmin: (
    operation: string,
    body: unknown,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
};

type Answered = { readonly status: number; readonly body: unknown };

const answerJson = async (services: AwsServices, target: string, body: unknown): Promise<Answered> => {
  const [service, operation = ''] = target.split('.');
  switch (service) {
    case 'secretsmanager':
      return { status: 200, body: services.secretsManager(operation, body) };
    case 'AmazonSQS':
      return { status: 200, body: await services.queues.answer(operation, body) };
    case 'AWSCognitoIdentityProviderService':
      return services.cognitoAdmin(operation, body);
    default:
      throw new ServiceError('UnknownOperationException', `${target || 'This call'} is not served locally.`);
  }
};

const refusal = (error: unknown): ServiceError => {
  if (error instanceof ServiceError) return error;
  if (error instanceof z.ZodError) return new ServiceError('ValidationException', error.message);
  return new ServiceError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
};

const write = (response: ServerResponse, { status, body }: Answered, headers: Record<string, string> = {}): void => {
  const type = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() };
  response.writeHead(status, { ...type, ...headers }).end(JSON.stringify(body));
};

const answer = async (services: AwsServices, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  // Only an SDK sends this: a web page that reaches for loopback can't without being asked first.
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 '))
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  if (isInvocation(request)) return answerInvocation(services.functions, services.invoke, request, response);
  const target = request.headers['x-amz-target'];
  write(response, await answerJson(services, typeof target === 'string' ? target : '', await json(request)));
};

/** What SDK clients find at the AWS endpoint: Lambda's Invoke API, Secrets Manager, SQS and Cognito's admin calls. */
export const awsEndpoint =
  (services: AwsServices) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await answer(services, request, response);
    } catch (error) {
      // Nobody is there any more to be told.
      if (response.headersSent) return;
      const { code, message, status } = refusal(error);
      write(response, { status, body: { __type: code, message, Message: message } }, { 'x-amzn-errortype': code });
    }
  };
