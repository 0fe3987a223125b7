import { createSecretKey } from 'node:crypto';
import { exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { expect, test, vi } from 'vitest';
import { routeOf, serveRoutes } from '../support/gateway.ts';
import { audience, claimsWith, issuer, nowSeconds, publicKey, tokenWith } from '../support/tokens.ts';

const stranger = await generateKeyPair('RS256');
const elliptic = await generateKeyPair('ES256');

const publicKeyAsSecret = async (): Promise<Uint8Array> => {
  const key = await importJWK(publicKey, 'RS256', { extractable: true });
  return key instanceof Uint8Array ? key : Buffer.from(await exportSPKI(key));
};

const call = async (authorization: string | undefined, scopes = ['openid']) => {
  const handler = vi.fn(() => ({ statusCode: 204 }));
  const origin = await serveRoutes(
    [routeOf('GET /v1/me', { authorizer: { issuer, audience: [audience] }, scopes })],
    handler,
  );
  const answer = await fetch(`${origin}/v1/me`, authorization === undefined ? {} : { headers: { authorization } });
  return {
    status: answer.status,
    body: await answer.text(),
    invoked: handler.mock.calls.length,
    headers: answer.headers,
  };
};

const altered = (token: string): string => {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [
    header,
    Buffer.from(JSON.stringify({ ...claims, sub: 'someone else' })).toString('base64url'),
    signature,
  ].join('.');
};

test('the JWT authorizer accepts a valid token with Bearer in any case or without it', async () => {
  const token = await tokenWith();

  expect(await call(`Bearer ${token}`)).toMatchObject({ status: 204, invoked: 1 });
  expect(await call(`bearer ${token}`)).toMatchObject({ status: 204 });
  expect(await call(token)).toMatchObject({ status: 204 });
});

const refused: Record<string, () => Promise<string | undefined>> = {
  'is missing': async () => undefined,
  'is empty': async () => 'Bearer ',
  'is no token': async () => 'Bearer abc',
  'is a password': async () => 'Basic YTpi',
  'is sent twice': async () => `Bearer ${await tokenWith()}, Bearer ${await tokenWith()}`,
  'has expired': () => tokenWith({ exp: nowSeconds() - 1 }),
  'never expires': () => tokenWith({ exp: undefined }),
  'begins in the future': () => tokenWith({ nbf: nowSeconds() + 60 }),
  'was issued in the future': () => tokenWith({ iat: nowSeconds() + 60 }),
  'is from another issuer': () =>
    tokenWith({ iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_other' }),
  'is for another client': () => tokenWith({ client_id: 'other' }),
  'is for another audience, whatever its client': () => tokenWith({ aud: 'other' }),
  'has no client': () => tokenWith({ client_id: undefined }),
  'is not signed': async () => new UnsecuredJWT(claimsWith()).encode(),
  'is signed with the public key as a secret': async () =>
    tokenWith({}, { alg: 'HS256', kid: 'key-1' }, await publicKeyAsSecret()),
  'is signed with a shared secret': () =>
    new SignJWT(claimsWith())
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(createSecretKey(Buffer.alloc(32, 1))),
  'is signed by a stranger': () => tokenWith({}, { alg: 'RS256', kid: 'key-1' }, stranger.privateKey),
  'is signed with a curve': () => tokenWith({}, { alg: 'ES256', kid: 'key-1' }, elliptic.privateKey),
  'names an unknown key': () => tokenWith({}, { alg: 'RS256', kid: 'key-2' }),
  'names no key': () => tokenWith({}, { alg: 'RS256' }),
  'was altered': async () => altered(await tokenWith()),
};

test.each(Object.entries(refused))('a token that %s gets 401 and invokes no function', async (_, make) => {
  const answer = await call(await make());

  expect(answer).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}', invoked: 0 });
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
});

test('the JWT authorizer accepts a token whose audience is the client', async () => {
  expect(await call(await tokenWith({ aud: ['other', audience], client_id: undefined }))).toMatchObject({
    status: 204,
  });
});

test.each([[undefined], ['email profile'], ['openidx'], ['']])(
  'a valid token with the scope "%s" gets 403 and invokes no function',
  async (scope) => {
    const answer = await call(await tokenWith({ scope }));

    expect(answer).toMatchObject({ status: 403, body: '{"message":"Forbidden"}', invoked: 0 });
  },
);

test('the JWT authorizer accepts one of several scopes, as a list or in the claim scp, too', async () => {
  expect(await call(await tokenWith({ scope: 'profile' }), ['openid', 'profile'])).toMatchObject({ status: 204 });
  expect(await call(await tokenWith({ scope: ['openid'] }))).toMatchObject({ status: 204 });
  expect(await call(await tokenWith({ scope: undefined, scp: ['openid'] }))).toMatchObject({ status: 204 });
});
