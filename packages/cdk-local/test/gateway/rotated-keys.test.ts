import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { httpGateway } from '../../src/gateway/http-gateway.ts';
import { routeOf } from '../support/gateway.ts';
import { audience, issuer, tokenWith } from '../support/tokens.ts';

const newKey = async (kid: string) => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return { jwk, token: await tokenWith({}, { alg: 'RS256', kid }, privateKey) };
};

/** Serves a route with an authorizer that uses the published keys. */
const routeBehind = async (published: () => JSONWebKeySet) => {
  const invoked: string[] = [];
  const authorizer = { issuer, audience: [audience] };
  const gateway = httpGateway({
    routes: [routeOf('GET /v1/me', { authorizer, scopes: ['openid'] })],
    invoke: async ({ name }) => {
      invoked.push(name);
      return { requestId: 'r', payload: '{"statusCode":204}' };
    },
    keys: published,
  });
  const server = createServer(gateway);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const statusFor = async (token: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
  return { statusFor, invoked };
};

test('the JWT authorizer accepts tokens of a rotated key only while the key is published', {
  tags: ['fault/f26'],
}, async () => {
  const [old, next] = [await newKey('old'), await newKey('next')];
  let keys = [old.jwk];
  const { statusFor, invoked } = await routeBehind(() => ({ keys }));
  const statuses = async () => [await statusFor(old.token), await statusFor(next.token)];
  expect(await statuses()).toEqual([204, 401]);
  keys = [next.jwk, old.jwk];
  expect(await statuses()).toEqual([204, 204]);
  keys = [next.jwk];
  expect(await statuses()).toEqual([401, 204]);
  expect(invoked).toHaveLength(4);
});

test('the JWT authorizer denies every token while the keys are unavailable, and accepts them afterwards', {
  tags: ['fault/f26'],
}, async () => {
  const { jwk, token } = await newKey('key');
  let isDown = true;
  const { statusFor, invoked } = await routeBehind(() => {
    if (isDown) throw new Error('getaddrinfo ENOTFOUND');
    return { keys: [jwk] };
  });
  expect(await statusFor(token)).toBe(401);
  expect(invoked).toEqual([]);
  isDown = false;
  expect(await statusFor(token)).toBe(204);
});
