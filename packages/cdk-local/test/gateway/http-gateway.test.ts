import { expect, test } from 'vitest';
import * as z from 'zod';
import { EventTooLarge, largestEventBytes } from '../../src/functions/function-workers.ts';
import { functionWith } from '../support/function.ts';
import { echo, routeOf, serveRoutes } from '../support/gateway.ts';
import { audience, issuer } from '../support/tokens.ts';

const answerTo = async (value: unknown): Promise<Response> =>
  fetch(`${await serveRoutes([routeOf('GET /')], () => value)}/`);

test('a response with a status code becomes status, headers, cookies and body', async () => {
  const answer = await answerTo({
    statusCode: 201,
    headers: { Location: '/v1/things/1', 'X-Number': 5, 'Content-Length': '9999' },
    cookies: ['a=1; HttpOnly', 'b=2'],
    body: 'añb',
  });

  expect(answer.status).toBe(201);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    location: '/v1/things/1',
    'x-number': '5',
    'content-length': '4',
    'content-type': 'text/plain;charset=UTF-8',
    'apigw-requestid': expect.stringMatching(/^.{15}=$/),
  });
  expect(answer.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
  expect(await answer.text()).toBe('añb');
});

test('a body in base64 is sent as bytes', async () => {
  const answer = await answerTo({ statusCode: 200, isBase64Encoded: true, body: 'AQL/' });

  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([1, 2, 255]));
});

test.each([
  [{ a: 1 }, '{"a":1}'],
  [['a'], '["a"]'],
  ['text', 'text'],
  [17, '17'],
])('the response %j without a status code is the JSON body of a 200', async (value, body) => {
  const answer = await answerTo(value);

  expect({ status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }).toEqual({
    status: 200,
    type: 'application/json',
    body,
  });
});

test.each([
  [{ statusCode: 'ok' }],
  [{ statusCode: 99 }],
  [{ statusCode: 200.5 }],
  [{ statusCode: 200, body: { a: 1 } }],
  [{ statusCode: 200, headers: { a: ['b'] } }],
  [{ statusCode: 200, headers: { 'a b': 'c' } }],
  [{ statusCode: 200, headers: { a: 'b\nc' } }],
])('the malformed response %j becomes 500', async (value) => {
  const answer = await answerTo(value);

  expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
});

test('an error of a function becomes 500 without its message', async () => {
  const origin = await serveRoutes([routeOf('GET /')], () => {
    throw new Error('table orders is locked');
  });

  const answer = await fetch(`${origin}/`);

  expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
});

test('a function that exceeds the integration time-out becomes 503 and keeps running', async () => {
  let finish: (value: unknown) => void = () => undefined;
  const origin = await serveRoutes(
    [routeOf('GET /', { timeoutMilliseconds: 50 })],
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );

  const answer = await fetch(`${origin}/`);
  finish({ statusCode: 200 });

  expect([answer.status, await answer.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
});

test.each([
  ['GET', '/v1/unknown'],
  ['DELETE', '/v1/things'],
  ['HEAD', '/v1/things'],
  ['OPTIONS', '/v1/things'],
  ['GET', '/v1/things/'],
  ['GET', '/V1/things'],
  ['GET', '/v1/things/a%2Fb'],
])('%s %s without a route becomes 404', async (method, path) => {
  const origin = await serveRoutes([routeOf('GET /v1/things'), routeOf('GET /v1/things/{thingId}')], echo);

  const answer = await fetch(origin + path, { method });

  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe(method === 'HEAD' ? '' : '{"message":"Not Found"}');
});

test('a path with invalid percent-encoding becomes 400', async () => {
  const answer = await fetch(`${await serveRoutes([routeOf('GET /{id}')], echo)}/%E0%A4%A`);

  expect([answer.status, await answer.text()]).toEqual([400, '{"message":"Bad Request"}']);
});

test('the most specific route wins: literal before variable before greedy, method before ANY', async () => {
  const routes = ['$default', 'ANY /{any+}', 'GET /a/{rest+}', 'GET /a/{id}', 'ANY /a/b', 'GET /a/b', 'GET /a/{id}/c'];
  const origin = await serveRoutes(
    routes.map((key) => routeOf(key)),
    echo,
  );
  const chosen = async (method: string, path: string): Promise<unknown> => {
    const event: unknown = await (await fetch(origin + path, { method })).json();
    const { routeKey, pathParameters = {} } = z
      .looseObject({ routeKey: z.string(), pathParameters: z.unknown().optional() })
      .parse(event);
    return [routeKey, pathParameters];
  };

  expect(await chosen('GET', '/a/b')).toEqual(['GET /a/b', {}]);
  expect(await chosen('PUT', '/a/b')).toEqual(['ANY /a/b', {}]);
  expect(await chosen('GET', '/a/x')).toEqual(['GET /a/{id}', { id: 'x' }]);
  expect(await chosen('GET', '/a/x/c')).toEqual(['GET /a/{id}/c', { id: 'x' }]);
  expect(await chosen('GET', '/a/x/d')).toEqual(['GET /a/{rest+}', { rest: 'x/d' }]);
  expect(await chosen('POST', '/a/x')).toEqual(['ANY /{any+}', { any: 'a/x' }]);
  expect(await chosen('GET', '/')).toEqual(['$default', {}]);
});

test('a request becomes 413 when its event is over six megabytes', { tags: ['fault/f28'] }, async () => {
  const origin = await serveRoutes([routeOf('POST /')], (event) => {
    if (JSON.stringify(event).length > largestEventBytes) throw new EventTooLarge();
    return { statusCode: 204 };
  });
  const post = (bytes: number): Promise<Response> =>
    fetch(`${origin}/`, { method: 'POST', body: 'a'.repeat(bytes), headers: { 'content-type': 'text/plain' } });

  const [under, over] = [await post(largestEventBytes - 5000), await post(largestEventBytes)];

  expect(under.status).toBe(204);
  expect([over.status, await over.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
});

test('a body over ten megabytes becomes 413 and invokes no function', async () => {
  const origin = await serveRoutes([routeOf('POST /')], echo);

  const answer = await fetch(`${origin}/`, { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) });

  expect([answer.status, await answer.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
});

test('an unauthorized request with a large body gets 401 before 413', async () => {
  const origin = await serveRoutes([routeOf('POST /', { authorizer: { issuer, audience: [audience] } })], echo);

  const answer = await fetch(`${origin}/`, { method: 'POST', body: new Uint8Array(11 * 1024 * 1024) });

  expect(answer.status).toBe(401);
});

test('a route invokes its own function', async () => {
  const [one, two] = ['one', 'two'].map((name) => functionWith('', { name }));
  const routes = [routeOf('GET /1', one && { function: one }), routeOf('GET /2', two && { function: two })];
  const origin = await serveRoutes(routes, (_, { name }) => name);

  expect(await (await fetch(`${origin}/2`)).text()).toBe('two');
});
