import type { Context } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { apiOperations } from '#core/contract/operations/api.ts';
import { originHeader } from '#core/deployment.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';
import type { Event } from '#functions/endpoint/request.ts';

const [sent, before] = ['the-one-that-cloudfront-sends', 'the-one-that-it-sent-before'];
const handler = endpoint(apiOperations.getHealth, async () => ({ status: 'ok' }) as const);
const context = { getRemainingTimeInMillis: () => 1_000 } as Context;

const answerTo = (headers: Record<string, string>, secrets: string | undefined) => {
  vi.stubEnv('ORIGIN_SECRETS', secrets);
  const event = { routeKey: 'GET /v1/health', headers, requestContext: { requestId: 'request-1' } };
  return handler(event as unknown as Event, context);
};
const secrets = JSON.stringify({ sent, before });

test('cameByOurOrigin accepts any request without a firewall', async () => {
  expect(await answerTo({}, undefined)).toMatchObject({ statusCode: 200 });
});

test.each([sent, before])('endpoint accepts a request with %s behind a firewall', async (shown) => {
  expect(await answerTo({ [originHeader]: shown }, secrets)).toMatchObject({ statusCode: 200 });
});

test.each([
  ['without the header', {}],
  ['with an empty one', { [originHeader]: '' }],
  ['with another value', { [originHeader]: `${sent}-` }],
  ['with the name of a secret', { [originHeader]: 'sent' }],
  ['with all of them', { [originHeader]: secrets }],
])('endpoint returns the 403 of API Gateway behind a firewall for a request %s', async (_, headers) => {
  expect(await answerTo(headers, secrets)).toEqual({
    statusCode: 403,
    headers: { 'content-type': 'application/json' },
    body: '{"message":"Forbidden"}',
  });
});

test.each(['', 'no-json', '{"sent":""}', '{"sent":"short"}', '[]', '{}'])(
  'endpoint serves no request behind a firewall with the secrets %j',
  async (broken) => {
    for (const headers of [{}, { [originHeader]: '' }, { [originHeader]: 'short' }])
      expect((await answerTo(headers, broken)).statusCode).toBeGreaterThanOrEqual(403);
  },
);
