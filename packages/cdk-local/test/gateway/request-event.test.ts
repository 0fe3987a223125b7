import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { echo, routeOf, serveRoutes } from '../support/gateway.ts';
import { audience, issuer, tokenWith } from '../support/tokens.ts';

const eventOf = async (path: string, init: RequestInit = {}, key = 'POST /v1/things'): Promise<unknown> => {
  const origin = await serveRoutes([routeOf(key)], echo);
  return (await fetch(origin + path, { method: key.split(' ')[0] ?? 'GET', ...init })).json();
};

test('requestEvent has the fields of payload format 2.0', async () => {
  const event = await eventOf('/v1/things?a=1', {
    headers: { 'content-type': 'application/json', 'user-agent': 'tester' },
    body: '{"b":2}',
  });

  expect(event).toEqual({
    version: '2.0',
    routeKey: 'POST /v1/things',
    rawPath: '/v1/things',
    rawQueryString: 'a=1',
    queryStringParameters: { a: '1' },
    headers: expect.objectContaining({
      'content-length': '7',
      'content-type': 'application/json',
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      'user-agent': 'tester',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': expect.stringMatching(/^\d+$/),
      'x-forwarded-proto': 'http',
    }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'api1234567',
      domainName: '127.0.0.1',
      domainPrefix: '127',
      http: { method: 'POST', path: '/v1/things', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'tester' },
      requestId: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/),
      routeKey: 'POST /v1/things',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    body: '{"b":2}',
    isBase64Encoded: false,
  });
});

test('requestEvent leaves out missing query, cookies, variables and body', async () => {
  const event = await eventOf('/v1/things', {}, 'GET /v1/things');

  expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false, headers: { 'content-length': '0' } });
  expect(Object.keys(Object(event))).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(queryStringParameters|cookies|pathParameters|body)$/)]),
  );
});

test('requestEvent lower-cases header names, joins repeated ones and drops hop-by-hop headers', async () => {
  const origin = await serveRoutes([routeOf('GET /v1/things')], echo);
  const headers = [
    'X-Twice',
    'one',
    'x-twice',
    'two',
    'X-Forwarded-For',
    '10.0.0.1',
    'Connection',
    'close',
    'Host',
    'h',
  ];
  const sent = request(`${origin}/v1/things`, { headers });
  sent.end();

  const event = await new Promise((resolve) => {
    sent.on('response', async (response) => resolve(JSON.parse(await text(response))));
  });

  expect(event).toMatchObject({
    headers: { 'x-twice': 'one,two', 'x-forwarded-for': '10.0.0.1, 127.0.0.1', host: 'h' },
  });
  expect(event).not.toHaveProperty('headers.connection');
});

test('requestEvent has cookies in a list and not among the headers', async () => {
  const event = await eventOf('/v1/things', { headers: { cookie: 'a=1; b=2' } });

  expect(event).toMatchObject({ cookies: ['a=1', 'b=2'] });
  expect(event).not.toHaveProperty('headers.cookie');
});

test('requestEvent has the raw query and decoded parameters, with repeated names joined', async () => {
  const event = await eventOf('/v1/things?a=1&b=x%20y+z&a=2&c&%C3%A9=%26');

  expect(event).toMatchObject({
    rawQueryString: 'a=1&b=x%20y+z&a=2&c&%C3%A9=%26',
    queryStringParameters: { a: '1,2', b: 'x y z', c: '', é: '&' },
  });
});

test('requestEvent accepts parameters named like members of JavaScript objects', async () => {
  const event = await eventOf('/v1/things?__proto__=1&constructor=2');

  expect(Object.entries(JSON.parse(JSON.stringify(event)).queryStringParameters)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ]);
});

test('requestEvent decodes the path once and its variables twice', async () => {
  const event = await eventOf('/v1/things/a%20b%252Fc', {}, 'GET /v1/things/{thingId}');

  expect(event).toMatchObject({ rawPath: '/v1/things/a b%2Fc', pathParameters: { thingId: 'a b/c' } });
});

test('requestEvent cuts the path at a decoded question mark', async () => {
  expect(await eventOf('/v1/things%3Fa=1')).toMatchObject({ rawPath: '/v1/things', rawQueryString: '' });
});

test.each([
  ['application/json', false],
  ['application/json; charset=utf-8', false],
  ['text/csv', false],
  ['application/xml', false],
  ['application/x-www-form-urlencoded', true],
  ['application/problem+json', true],
  ['application/octet-stream', true],
])('requestEvent encodes a body of type %s in base64: %s', async (type, isBase64Encoded) => {
  const event = await eventOf('/v1/things', { headers: { 'content-type': type }, body: 'añb' });

  expect(event).toMatchObject({
    isBase64Encoded,
    body: isBase64Encoded ? Buffer.from('añb').toString('base64') : 'añb',
  });
});

test('requestEvent encodes a body without a content type in base64', async () => {
  const event = await eventOf('/v1/things', { body: new Uint8Array([1, 2, 255]) });

  expect(event).toMatchObject({ isBase64Encoded: true, body: 'AQL/' });
});

test('requestEvent has all claims as text and the matching scopes as a list', async () => {
  const authorizer = { issuer, audience: [audience] };
  const origin = await serveRoutes([routeOf('GET /v1/me', { authorizer, scopes: ['openid', 'admin'] })], echo);
  const token = await tokenWith({
    email_verified: false,
    groups: ['a', 'b'],
    absent: null,
    auth_time: 17,
    deep: { a: 1 },
  });

  const answer = await fetch(`${origin}/v1/me`, { headers: { authorization: `Bearer ${token}` } });

  expect(await answer.json()).toMatchObject({
    requestContext: {
      authorizer: {
        jwt: {
          claims: {
            sub: 'user-1',
            email_verified: 'false',
            groups: '[a b]',
            auth_time: '17',
            deep: '{"a":1}',
            scope: 'openid email',
            exp: expect.stringMatching(/^\d+$/),
          },
          scopes: ['openid'],
        },
      },
    },
  });
});

test('requestEvent has null for scopes when the route has none', async () => {
  const origin = await serveRoutes([routeOf('GET /v1/me', { authorizer: { issuer, audience: [audience] } })], echo);

  const answer = await fetch(`${origin}/v1/me`, { headers: { authorization: await tokenWith() } });

  expect(await answer.json()).toHaveProperty('requestContext.authorizer.jwt.scopes', null);
});
