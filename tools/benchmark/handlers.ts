import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { environment } from '#core/deployment.ts';
import { listen } from './listen.ts';
import type { Call, Caller } from './operations.ts';

type Handler = (event: object, context: object) => Promise<{ readonly statusCode: number; readonly body?: string }>;

/** Answers every call as Secrets Manager returns the link secret. */
export const startSecrets = () => {
  const secret = JSON.stringify({ current: 'k1', k1: 'k'.repeat(64) });
  return listen(createServer((_, response) => response.end(JSON.stringify({ SecretString: secret }))));
};

/** Sets the environment variables that the functions of this process need. */
export const setEnvironment = (table: string, secrets: string): void => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: table,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
    [environment.tableName]: 'invitations-local',
    [environment.invitationLifetimeSeconds]: String(7 * 24 * 60 * 60),
    [environment.resendPauseSeconds]: '1',
    [environment.linkSecretId]: 'link-secret',
    [environment.baseUrl]: 'https://invitations.example',
  });
};

const claimTexts = (claims: Call['claims']): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));

const eventOf = ({ operation, params = {}, body, claims }: Call): object => {
  const { method, path } = operations[operation];
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    pathParameters: params,
    requestContext: {
      authorizer: { jwt: { claims: claimTexts(claims), scopes: ['openid'] } },
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: crypto.randomUUID().slice(0, 16),
      routeKey: `${method} ${path}`,
      stage: '$default',
      timeEpoch: 0,
    },
    ...(body && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
};

/** Calls the deployed handlers in this process. A new `instance` loads them again, with the current environment variables. */
export const handlerCaller = (assembly: string, instance: string): Caller => {
  const handlers = new Map<OperationName, Promise<Handler>>();
  const load = async (operation: OperationName): Promise<Handler> => {
    const file = join(assembly, 'bundles', operation, 'index.mjs');
    const { handler }: { handler: Handler } = await import(`${pathToFileURL(file).href}?${instance}`);
    return handler;
  };
  return async (call) => {
    const { operation } = call;
    const loading = handlers.get(operation) ?? load(operation);
    handlers.set(operation, loading);
    const { statusCode, body = '' } = await (await loading)(eventOf(call), { getRemainingTimeInMillis: () => 28_000 });
    if (statusCode >= 300) throw new Error(`${operation}: ${statusCode} ${body}`);
    return body === '' ? undefined : JSON.parse(body);
  };
};
