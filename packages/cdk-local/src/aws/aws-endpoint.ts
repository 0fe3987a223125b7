import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionWorkers } from '../functions/function-workers.ts';
import type { FunctionPermissions } from '../iam/function-permissions.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { Unreachable } from '../web/http-client.ts';
import { type AwsCall, readCall } from './aws-call.ts';
import { errorResponse, writeResponse } from './aws-response.ts';
import { type AwsServices, serve } from './aws-services.ts';
import { type Intercept, withCounts, withFault } from './fault-injection.ts';
import { ServiceError } from './service-error.ts';

export type AwsEndpoint = {
  readonly services: AwsServices;
  /** Returns the function that an access key belongs to. Every other key is an operator's. */
  readonly callerOf: (accessKeyId: string) => FunctionDefinition | undefined;
  readonly permissions: Pick<FunctionPermissions, 'denial'>;
  /** Receives one line per call of a function that was denied. */
  readonly report: (line: string) => void;
  /** Injects faults into calls of functions. @default none */
  readonly intercept?: Intercept | undefined;
  /** Terminates a function for `killCaller`. */
  readonly kill?: FunctionWorkers['kill'] | undefined;
};

const checkPermissions = (
  { permissions, report }: AwsEndpoint,
  caller: FunctionDefinition | undefined,
  call: AwsCall,
): void => {
  const denial = permissions.denial(caller, call);
  if (denial === undefined) return;
  if (caller) report(`${caller.name} was denied: ${denial}`);
  throw call.service === 'ses'
    ? new ServiceError('AccessDenied', denial, 403)
    : new ServiceError('AccessDeniedException', denial, call.service === 'lambda' ? 403 : 400);
};

/**
 * Handles the calls of SDK clients: DynamoDB, SES, Secrets Manager, SQS, Cognito's admin operations and Lambda's Invoke.
 * Each call needs the permissions that it needs on AWS.
 */
export const awsEndpoint = (endpoint: AwsEndpoint) => {
  const { services, callerOf, intercept, kill } = endpoint;
  const faultOf = intercept && withCounts(intercept);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let service: string | undefined;
    try {
      const call = await readCall(request);
      ({ service } = call);
      const caller = callerOf(call.accessKeyId);
      checkPermissions(endpoint, caller, call);
      const fault = caller && faultOf?.({ functionName: caller.name, ...call });
      const execute = () => serve(services, call);
      const awsResponse = await (fault
        ? withFault(fault, service, { execute, kill: async () => kill?.(caller) })
        : execute());
      if (awsResponse) writeResponse(response, awsResponse);
      else response.destroy();
    } catch (error) {
      // Closes the connection when the response has begun, or when the emulated service is unreachable.
      if (response.headersSent || error instanceof Unreachable) response.destroy();
      else writeResponse(response, errorResponse(error, service));
    }
  };
};
