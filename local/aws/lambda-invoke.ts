import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { EventTooLarge, type FunctionWorkers } from '../functions/function-workers.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { ServiceError } from './service-error.ts';

const path = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

export const isInvocation = (request: IncomingMessage): boolean => path.test((request.url ?? '').split('?')[0] ?? '');

const eventIn = (body: Buffer): unknown => {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw new ServiceError('InvalidRequestContentException', 'Could not parse request body into json.');
  }
};

const definitionOf = (functions: readonly FunctionDefinition[], request: IncomingMessage): FunctionDefinition => {
  const asked = decodeURIComponent(path.exec((request.url ?? '').split('?')[0] ?? '')?.[1] ?? '');
  const found = functions.find(({ name, arn }) => [name, arn, `${arn}:$LATEST`].includes(asked));
  if (!found) throw new ServiceError('ResourceNotFoundException', `Function not found: ${asked}`, 404);
  return found;
};

/** Lambda's Invoke API. Throws `ServiceError`. */
export const answerInvocation = async (
  functions: readonly FunctionDefinition[],
  invoke: FunctionWorkers['invoke'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const definition = definitionOf(functions, request);
  const event = eventIn(await buffer(request));
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type === 'DryRun') return void response.writeHead(204).end();
  const invocation = invoke(definition, event);
  if (type === 'Event') {
    // Nobody waits for what comes of it; a failure is in the function's log.
    invocation.catch(() => undefined);
    return void response.writeHead(202).end();
  }
  const outcome = await invocation.catch((error: unknown) => {
    if (!(error instanceof EventTooLarge)) throw error;
    throw new ServiceError('RequestTooLargeException', 'Request must be smaller than 6291456 bytes.', 413);
  });
  response.writeHead(200, {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    'x-amzn-requestid': outcome.requestId,
    ...(outcome.error && { 'x-amz-function-error': 'Unhandled' }),
  });
  response.end(outcome.error ? JSON.stringify(outcome.error) : outcome.payload);
};
