import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { accountId } from '../template/physical-values.ts';
import type { Route } from '../template/routes.ts';
import type { Authorized } from './jwt-authorizer.ts';
import type { Match } from './route-table.ts';

export type GatewayRequest = {
  readonly requestId: string;
  readonly receivedAt: Date;
  readonly method: string;
  /** Decoded and cut at a decoded question mark, as API Gateway does. */
  readonly path: string;
  readonly rawQuery: string;
  readonly message: IncomingMessage;
};

const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
const textual = /^(text\/.*|application\/(json|xml|javascript))$/;

const allHeaders = ({ headersDistinct }: IncomingMessage): Map<string, string> =>
  new Map(Object.entries(headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]));

/** Returns headers with lower-case names, repeated ones joined by commas, without cookies. */
const headersFor = (message: IncomingMessage, body: Buffer): Record<string, string> => {
  const headers = allHeaders(message);
  for (const name of [...hopByHop, 'cookie']) headers.delete(name);
  const source = message.socket.remoteAddress ?? '127.0.0.1';
  const forwarded = headers.get('x-forwarded-for');
  return {
    ...Object.fromEntries(headers),
    'content-length': String(body.length),
    'x-amzn-trace-id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
    'x-forwarded-for': forwarded ? `${forwarded}, ${source}` : source,
    'x-forwarded-port': String(message.socket.localPort ?? ''),
    'x-forwarded-proto': 'http',
  };
};

const cookiesOf = ({ headers }: IncomingMessage): string[] =>
  (headers.cookie ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');

const queryParametersOf = (rawQuery: string): Record<string, string> => {
  const named = Map.groupBy(new URLSearchParams(rawQuery), ([name]) => name);
  return Object.fromEntries([...named].map(([name, pairs]) => [name, pairs.map(([, value]) => value).join()]));
};

// API Gateway treats forms and bodies without a content type as binary, too.
const isText = (contentType: string | undefined): boolean =>
  textual.test((contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '');

const bodyOf = (body: Buffer, contentType: string | undefined): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const isBase64Encoded = !isText(contentType);
  return { body: body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2026:19:03:58 +0000` */
const accessLogTime = (instant: Date): string => {
  const [date = '', time = ''] = instant.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
};

const orAbsent = <Value extends object>(name: string, value: Value): Record<string, Value> =>
  Object.keys(value).length > 0 ? { [name]: value } : {};

const contextOf = (request: GatewayRequest, { key, apiId }: Route, authorized: Authorized | undefined): object => {
  const { method, path, message, receivedAt } = request;
  const domainName = (message.headers.host ?? '').replace(/:\d+$/, '');
  return {
    accountId,
    apiId,
    ...(authorized && { authorizer: { jwt: authorized } }),
    domainName,
    domainPrefix: domainName.split('.')[0],
    http: {
      method,
      path,
      protocol: `HTTP/${message.httpVersion}`,
      sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
      userAgent: message.headers['user-agent'] ?? '',
    },
    requestId: request.requestId,
    routeKey: key,
    stage: '$default',
    time: accessLogTime(receivedAt),
    timeEpoch: receivedAt.getTime(),
  };
};

/** Returns the event for a request in payload format version 2.0. */
export const requestEvent = (
  request: GatewayRequest,
  { route, pathParameters }: Match<Route>,
  body: Buffer,
  authorized: Authorized | undefined,
): object => ({
  version: '2.0',
  routeKey: route.key,
  rawPath: request.path,
  rawQueryString: request.rawQuery,
  ...orAbsent('cookies', cookiesOf(request.message)),
  headers: headersFor(request.message, body),
  ...orAbsent('queryStringParameters', queryParametersOf(request.rawQuery)),
  requestContext: contextOf(request, route, authorized),
  ...bodyOf(body, request.message.headers['content-type']),
  ...orAbsent('pathParameters', pathParameters),
});
