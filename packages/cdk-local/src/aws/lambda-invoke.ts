import * as z from 'zod';
import { EventTooLarge, type FunctionWorkers } from '../functions/function-workers.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import type { AwsCall } from './aws-call.ts';
import type { AwsResponse } from './aws-response.ts';
import { ServiceError } from './service-error.ts';

const invocation = z.object({ FunctionName: z.string() });

const eventIn = (bytes: Buffer): unknown => {
  try {
    return bytes.length === 0 ? {} : JSON.parse(bytes.toString());
  } catch {
    throw new ServiceError('InvalidRequestContentException', 'Could not parse request body into json.');
  }
};

const definitionOf = (functions: readonly FunctionDefinition[], body: unknown): FunctionDefinition => {
  const { FunctionName } = invocation.parse(body);
  const found = functions.find(({ name, arn }) => [name, arn, `${arn}:$LATEST`].includes(FunctionName));
  if (!found) throw new ServiceError('ResourceNotFoundException', `Function not found: ${FunctionName}`, 404);
  return found;
};

/** Handles Lambda's Invoke API. Throws `ServiceError`. */
export const handleInvoke = async (
  functions: readonly FunctionDefinition[],
  invoke: FunctionWorkers['invoke'],
  { body, bytes, headers }: AwsCall,
): Promise<AwsResponse> => {
  const definition = definitionOf(functions, body);
  const event = eventIn(bytes);
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type === 'DryRun') return { status: 204, headers: {}, body: '' };
  const invoked = invoke(definition, event);
  if (type === 'Event') {
    // An asynchronous invocation has no response; the function's log has its errors.
    invoked.catch(() => undefined);
    return { status: 202, headers: {}, body: '' };
  }
  const outcome = await invoked.catch((error: unknown) => {
    if (!(error instanceof EventTooLarge)) throw error;
    throw new ServiceError('RequestTooLargeException', 'Request must be smaller than 6291456 bytes.', 413);
  });
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-amz-executed-version': '$LATEST',
      'x-amzn-requestid': outcome.requestId,
      ...(outcome.error && { 'x-amz-function-error': 'Unhandled' }),
    },
    body: outcome.error ? JSON.stringify(outcome.error) : outcome.payload,
  };
};
