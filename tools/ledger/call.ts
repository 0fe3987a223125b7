import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { expect } from 'vitest';
import type { Caller } from '#core/caller.ts';
import { type OperationName, operations } from '#core/contract/operations.ts';
import type { Event } from '#functions/endpoint/request.ts';

type Handler = (
  event: Event,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<APIGatewayProxyStructuredResultV2>;

const inKebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Imports the deployed handler of an operation. */
const handlerOf = async (name: OperationName): Promise<Handler> => {
  const file = new URL(`../../functions/http/${inKebabCase(name)}.ts`, import.meta.url);
  const { handler }: { handler: Handler } = await import(/* @vite-ignore */ file.href);
  return handler;
};

export type Asked = {
  readonly caller?: Caller;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

const claimsOf = ({ userId, email, emailVerified, signedInAt, hostedDomain, name, pictureUrl }: Caller) => ({
  sub: userId,
  email,
  email_verified: String(emailVerified),
  auth_time: String(Date.parse(signedInAt) / 1000),
  ...(hostedDomain !== null && { hd: hostedDomain }),
  name,
  ...(pictureUrl !== null && { picture: pictureUrl }),
});

/** Returns a request id as long as API Gateway's: 16 characters. */
const requestId = (): string => randomBytes(12).toString('base64');

const eventOf = (name: OperationName, { caller, params = {}, query = {}, headers = {}, body }: Asked): Event => {
  const { method, path } = operations[name];
  const jwt = { claims: caller ? claimsOf(caller) : {}, scopes: ['openid'] };
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { ...headers },
    queryStringParameters: { ...query },
    pathParameters: { ...params },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      authorizer: { principalId: '', integrationLatency: 0, jwt },
      domainName: 'api.test',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: requestId(),
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
};

/** Invokes the function of an operation like API Gateway, and expects success. */
export const call = async (name: OperationName, asked: Asked): Promise<APIGatewayProxyStructuredResultV2> => {
  const handler = await handlerOf(name);
  const answer = await handler(eventOf(name, asked), { getRemainingTimeInMillis: () => 28_000 });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer;
};
