import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JSONWebKeySet } from 'jose';
import type { Outcome } from '../functions/execution-environment.ts';
import { EventTooLarge } from '../functions/function-workers.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import type { Route } from '../template/routes.ts';
import { type GatewayResponse, gatewayResponse, responseOfFunction } from './function-response.ts';
import { type Authorized, authorize } from './jwt-authorizer.ts';
import { type GatewayRequest, requestEvent } from './request-event.ts';
import { type Match, routeTable } from './route-table.ts';

export type HttpGatewayOptions = {
  readonly routes: readonly Route[];
  readonly invoke: (definition: FunctionDefinition, event: unknown) => Promise<Outcome>;
  /** The user pool's public keys, asked for at each request. */
  readonly keys: () => JSONWebKeySet;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
};

/** API Gateway's own limit; Lambda's, which is lower, shows only once the event is made. */
const largestBodyBytes = 10 * 1024 * 1024;

const tooLarge = gatewayResponse(413, 'Request Entity Too Large');

const newRequestId = (): string => randomBytes(11).toString('base64');

const gatewayRequest = (message: IncomingMessage, receivedAt: Date): GatewayRequest | undefined => {
  const [rawPath = '', ...query] = (message.url ?? '/').split('?');
  try {
    return {
      requestId: newRequestId(),
      receivedAt,
      method: message.method ?? 'GET',
      path: decodeURIComponent(rawPath).replace(/\?.*$/s, ''),
      rawQuery: query.join('?'),
      message,
    };
  } catch {
    return undefined;
  }
};

const bodyOf = async (message: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Read to the end even beyond the limit: a client that is still sending would miss the answer.
  for await (const chunk of message) {
    bytes += chunk.length;
    if (bytes <= largestBodyBytes) chunks.push(chunk);
  }
  return bytes <= largestBodyBytes ? Buffer.concat(chunks) : undefined;
};

const write = (
  response: ServerResponse,
  { status, headers, body }: GatewayResponse,
  requestId: string,
  method: string,
): void => {
  response.writeHead(status, { ...headers, 'content-length': body.length, 'apigw-requestid': requestId });
  response.end(method === 'HEAD' ? undefined : body);
};

/**
 * The HTTP API of the template: routes, JWT authorizer and Lambda proxy integration in payload format 2.0, limits
 * and own answers included. Throttling is not played: one person's machine has no other callers.
 */
export const httpGateway = ({ routes, invoke, keys, now = Date.now }: HttpGatewayOptions) => {
  const match = routeTable(routes);

  const invoked = async ({ route }: Match<Route>, event: object): Promise<GatewayResponse> => {
    const ended = new AbortController();
    const patience = sleep(route.timeoutMilliseconds, undefined, { signal: ended.signal }).catch(() => undefined);
    try {
      // The function is not ended with the wait: on AWS, too, it runs on unheard.
      const outcome = await Promise.race([invoke(route.function, event), patience]);
      if (outcome === undefined) return gatewayResponse(503, 'Service Unavailable');
      return outcome.error ? gatewayResponse(500, 'Internal Server Error') : responseOfFunction(outcome.payload);
    } catch (error) {
      if (error instanceof EventTooLarge) return tooLarge;
      throw error;
    } finally {
      ended.abort();
    }
  };

  const allowed = async (
    request: GatewayRequest,
    { authorizer, scopes }: Route,
  ): Promise<Authorized | GatewayResponse | undefined> => {
    if (!authorizer) return undefined;
    const verdict = await authorize(request.message.headers.authorization, authorizer, scopes, keys, now());
    if ('claims' in verdict) return verdict;
    const message = verdict.status === 401 ? 'Unauthorized' : 'Forbidden';
    return gatewayResponse(verdict.status, message, { 'www-authenticate': verdict.challenge });
  };

  const answer = async (request: GatewayRequest): Promise<GatewayResponse> => {
    const found = match(request.method, request.path);
    if (!found) return gatewayResponse(404, 'Not Found');
    const authorized = await allowed(request, found.route);
    if (authorized && 'status' in authorized) return authorized;
    const body = await bodyOf(request.message);
    return body ? await invoked(found, requestEvent(request, found, body, authorized)) : tooLarge;
  };

  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = gatewayRequest(message, new Date(now()));
    if (!request) return write(response, gatewayResponse(400, 'Bad Request'), newRequestId(), message.method ?? 'GET');
    try {
      write(response, await answer(request), request.requestId, request.method);
    } catch {
      if (response.headersSent) response.destroy();
      else write(response, gatewayResponse(500, 'Internal Server Error'), request.requestId, request.method);
    }
  };
};
