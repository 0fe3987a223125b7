import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
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
  /** Returns the user pool's public keys. Called for each request. */
  readonly keys: () => JSONWebKeySet;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
};

/** Limit of API Gateway. Lambda's limit is lower, but applies to the event. */
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

// Reads to the end beyond the limit, too: a client that is still sending would miss the response.
const bodyOf = (message: IncomingMessage): Promise<Buffer | undefined> => {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  message.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= largestBodyBytes) chunks.push(chunk);
  });
  message.on('end', () => resolve(bytes <= largestBodyBytes ? Buffer.concat(chunks) : undefined));
  message.on('error', reject);
  return promise;
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
 * Serves the HTTP API of the template: routes, JWT authorizer, Lambda proxy integration in payload format 2.0, limits
 * and API Gateway's own responses. There is no throttling.
 */
export const httpGateway = ({ routes, invoke, keys, now = Date.now }: HttpGatewayOptions) => {
  const match = routeTable(routes);

  const invokeRoute = async ({ route }: Match<Route>, event: object): Promise<GatewayResponse> => {
    const { promise: timeout, resolve: timeOut } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => timeOut(undefined), route.timeoutMilliseconds);
    try {
      // The function keeps running after the time-out, as on AWS.
      const outcome = await Promise.race([invoke(route.function, event), timeout]);
      if (outcome === undefined) return gatewayResponse(503, 'Service Unavailable');
      return outcome.error ? gatewayResponse(500, 'Internal Server Error') : responseOfFunction(outcome.payload);
    } catch (error) {
      if (error instanceof EventTooLarge) return tooLarge;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };

  const authorizeRequest = async (
    request: GatewayRequest,
    { authorizer, scopes }: Route,
  ): Promise<Authorized | GatewayResponse | undefined> => {
    if (!authorizer) return undefined;
    const result = await authorize(request.message.headers.authorization, authorizer, scopes, keys, now());
    if ('claims' in result) return result;
    const message = result.status === 401 ? 'Unauthorized' : 'Forbidden';
    return gatewayResponse(result.status, message, { 'www-authenticate': result.challenge });
  };

  const respond = async (request: GatewayRequest): Promise<GatewayResponse> => {
    const found = match(request.method, request.path);
    if (!found) return gatewayResponse(404, 'Not Found');
    const authorized = await authorizeRequest(request, found.route);
    if (authorized && 'status' in authorized) return authorized;
    const body = await bodyOf(request.message);
    return body ? await invokeRoute(found, requestEvent(request, found, body, authorized)) : tooLarge;
  };

  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = gatewayRequest(message, new Date(now()));
    if (!request) return write(response, gatewayResponse(400, 'Bad Request'), newRequestId(), message.method ?? 'GET');
    try {
      write(response, await respond(request), request.requestId, request.method);
    } catch {
      if (response.headersSent) response.destroy();
      else write(response, gatewayResponse(500, 'Internal Server Error'), request.requestId, request.method);
    }
  };
};
