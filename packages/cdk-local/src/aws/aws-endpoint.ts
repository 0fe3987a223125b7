import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionWorkers } from '../functions/function-workers.ts';
import type { FunctionPermissions } from '../iam/function-permissions.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { type AwsCall, readCall } from './aws-call.ts';
import { errorResponse, writeResponse } from './aws-response.ts';
import { type AwsServices, serve } from './aws-services.ts';
import { counting, type Intercept, withFault } from './fault-injection.ts';
import { ServiceError } from './service-error.ts';

export type AwsEndpoint = {
  readonly services: AwsServices;
  /** The function whose credentials these are; who has others is an operator. */
  readonly callerOf: (accessKeyId: string) => FunctionDefinition | undefined;
  readonly rights: Pick<FunctionPermissions, 'refusal'>;
  /** Told of refused calls of functions, a line each. */
  readonly report: (line: string) => void;
  /** Spoils calls of functions. @default none is */
  readonly intercept?: Intercept | undefined;
  /** Ends a function where it stands, for a fault that asks for it. */
  readonly kill?: FunctionWorkers['kill'] | undefined;
};

const checkPermissions = (
  { rights, report }: AwsEndpoint,
  caller: FunctionDefinition | undefined,
  call: AwsCall,
): void => {
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
export const awsEndpoint = (endpoint: AwsEndpoint) => {
  const { services, callerOf, intercept, kill } = endpoint;
  const faultOf = intercept && counting(intercept);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let service: string | undefined;
    try {
      const call = await readCall(request);
      ({ service } = call);
      const caller = callerOf(call.accessKeyId);
      checkPermissions(endpoint, caller, call);
      const fault = caller && faultOf?.({ functionName: caller.name, ...call });
      const act = () => serve(services, call);
      const answer = await (fault ? withFault(fault, service, { act, kill: async () => kill?.(caller) }) : act());
      if (answer) writeResponse(response, answer);
      else response.destroy();
    } catch (error) {
      // Nobody is there any more to be told, or a service is not reached: then nothing is answered.
      if (response.headersSent || (error instanceof Error && 'syscall' in error)) response.destroy();
      else writeResponse(response, errorResponse(error, service));
    }
  };
};
