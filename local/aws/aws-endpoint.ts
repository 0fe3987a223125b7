import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionRights } from '../rights/function-rights.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { refusalAnswer, writeAnswer } from './aws-answer.ts';
import { type AwsCall, readCall } from './aws-call.ts';
import { type AwsServices, serve } from './aws-services.ts';
import { ServiceError } from './service-error.ts';

export type AwsEndpoint = {
  readonly services: AwsServices;
  /** The function whose credentials these are; who has others is an operator. */
  readonly callerOf: (accessKeyId: string) => FunctionDefinition | undefined;
  readonly rights: Pick<FunctionRights, 'refusal'>;
  /** Told of refused calls of functions, a line each. */
  readonly report: (line: string) => void;
};

const checkRights = ({ callerOf, rights, report }: AwsEndpoint, call: AwsCall): void => {
  const caller = callerOf(call.accessKeyId);
  const refusal = rights.refusal(caller, call);
  if (refusal === undefined) return;
  if (caller) report(`${caller.name} was refused: ${refusal}`);
  throw call.service === 'ses'
    ? new ServiceError('AccessDenied', refusal, 403)
    : new ServiceError('AccessDeniedException', refusal, call.service === 'lambda' ? 403 : 400);
};

/**
 * All that SDK clients find of AWS: DynamoDB, SES, Secrets Manager, SQS, Cognito's admin calls and Lambda's Invoke API.
 * Each call needs the rights that it would need there.
 */
export const awsEndpoint =
  (endpoint: AwsEndpoint) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let service: string | undefined;
    try {
      const call = await readCall(request);
      ({ service } = call);
      checkRights(endpoint, call);
      writeAnswer(response, await serve(endpoint.services, call));
    } catch (error) {
      // Nobody is there any more to be told, or a service is not reached: then nothing is answered.
      if (response.headersSent || (error instanceof Error && 'syscall' in error)) response.destroy();
      else writeAnswer(response, refusalAnswer(error, service));
    }
  };
