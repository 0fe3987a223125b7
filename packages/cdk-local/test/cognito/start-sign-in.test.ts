import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { signIn } from '../../src/cognito/sign-in-over-http.ts';
import { post, refresh } from './hosted-login-client.ts';
import { signInStack } from './use-sign-in-stack.ts';

const keySet = z.object({ keys: z.array(z.record(z.string(), z.string())) });

test('someone who signs in gets an access token with the claims that Cognito gives, and no others', async () => {
  const { origin, keys, pool } = await signInStack();
  const { accessToken } = await signIn({ url: origin, email: 'ann.lee@example.com' });
  const checks = { issuer: pool.issuer, algorithms: ['RS256'] };
  const { payload } = await jwtVerify(accessToken, createLocalJWKSet(keys()), checks);
  expect(payload).toEqual({
    sub: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    'cognito:groups': ['eu-central-1_local_Google'],
    iss: pool.issuer,
    version: 2,
    client_id: pool.clientId,
    origin_jti: expect.any(String),
    event_id: expect.any(String),
    token_use: 'access',
    scope: 'openid email profile',
    auth_time: expect.any(Number),
    exp: (payload.iat ?? 0) + pool.accessTokenSeconds,
    iat: expect.any(Number),
    jti: expect.any(String),
    username: expect.stringMatching(/^google_\d{21}$/),
  });
  expect(payload.auth_time).toBeLessThanOrEqual(payload.iat ?? 0);
});

test('the ID token says who Google says it is, and is bound to its access token', async () => {
  const { origin, keys, pool } = await signInStack();
  const { idToken, accessToken } = await signIn({ url: origin, email: 'ann.lee@example.com', name: 'Ann Lee' });
  const { payload } = await jwtVerify(idToken, createLocalJWKSet(keys()), { audience: pool.clientId });
  const { username, sub, origin_jti } = decodeJwt(accessToken);
  const atHash = createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
  expect(payload).toMatchObject({
    token_use: 'id',
    sub,
    origin_jti,
    'cognito:username': username,
    email: 'ann.lee@example.com',
    email_verified: true,
    name: 'Ann Lee',
    picture: expect.stringContaining('/google/picture/'),
    nonce: expect.any(String),
    at_hash: atHash,
    identities: [{ providerName: 'Google', userId: String(username).replace('google_', ''), primary: 'true' }],
  });
});

test('a person is the same user at every sign-in, in any case of the address', async () => {
  const { origin } = await signInStack();
  const first = decodeJwt((await signIn({ url: origin, email: 'ann@example.com' })).accessToken);
  const second = decodeJwt((await signIn({ url: origin, email: 'Ann@EXAMPLE.com' })).accessToken);
  expect(second.sub).toBe(first.sub);
});

test('another Google account with the same address is another user', async () => {
  const { origin } = await signInStack();
  const first = decodeJwt((await signIn({ url: origin, email: 'ann@example.com' })).accessToken);
  const { accessToken, idToken } = await signIn({ url: origin, email: 'ann@example.com', subject: 'second' });
  expect(decodeJwt(accessToken)).toMatchObject({
    username: 'google_second',
    sub: expect.not.stringMatching(`^${first.sub}$`),
  });
  expect(decodeJwt(idToken).email).toBe('ann@example.com');
});

test('a Google account whose address is not verified signs in, and its ID token says so', async () => {
  const { origin } = await signInStack();
  const { idToken } = await signIn({ url: origin, email: 'ann@example.com', verified: false });
  expect(decodeJwt(idToken).email_verified).toBe(false);
});

test('a user has at every sign-in the name and address that Google has now', async () => {
  const { origin } = await signInStack();
  const before = await signIn({ url: origin, email: 'ann@example.com', name: 'Ann Lee', subject: 's1' });
  const after = await signIn({ url: origin, email: 'ann@example.org', name: 'Ann Moe', subject: 's1' });
  expect(decodeJwt(after.idToken)).toMatchObject({
    sub: decodeJwt(before.idToken).sub,
    email: 'ann@example.org',
    name: 'Ann Moe',
  });
});

test('a missing name is derived from the address at first, and stays later', async () => {
  const { origin } = await signInStack();
  const names = async (name?: string) =>
    decodeJwt((await signIn({ url: origin, email: 'ann.lee@example.com', name })).idToken).name;
  expect([await names(), await names('Dr. Lee'), await names()]).toEqual(['Ann Lee', 'Dr. Lee', 'Dr. Lee']);
});

test('a refresh token gives new tokens of the same sign-in, again and again', async () => {
  const stack = await signInStack();
  const { refreshToken, accessToken } = await signIn({ url: stack.origin, email: 'ann@example.com' });
  await refresh(stack, refreshToken);
  const { status, body } = await refresh(stack, refreshToken);
  const [before, after] = [decodeJwt(accessToken), decodeJwt(String(body.access_token))];
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, id_token: expect.any(String) });
  expect(body).not.toHaveProperty('refresh_token');
  expect(after).toMatchObject({ sub: before.sub, origin_jti: before.origin_jti, auth_time: before.auth_time });
  expect(after.jti).not.toBe(before.jti);
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
test('a rotated refresh token ends after the grace period, its successor when the first would have', async () => {
  let passedMs = 0;
  const [graceSeconds, refreshTokenSeconds] = [60, 600];
  const rotating = await signInStack({
    now: () => Date.now() + passedMs,
    changes: { rotationGraceSeconds: graceSeconds, refreshTokenSeconds },
  });
  const first = await signIn({ url: rotating.origin, email: 'ann@example.com' });
  const renewed = z.object({ access_token: z.string(), refresh_token: z.string() });
  const { refresh_token: second } = renewed.parse((await refresh(rotating, first.refreshToken)).body);
  expect(second).not.toBe(first.refreshToken);
  passedMs = (graceSeconds - 5) * 1000;
  expect((await refresh(rotating, first.refreshToken)).status).toBe(200);
  passedMs = graceSeconds * 1000;
  expect((await refresh(rotating, first.refreshToken)).status).toBe(400);
  passedMs = (refreshTokenSeconds - 5) * 1000;
  const third = renewed.parse((await refresh(rotating, second)).body);
  expect(decodeJwt(third.access_token).auth_time).toBe(decodeJwt(first.accessToken).auth_time);
  passedMs = refreshTokenSeconds * 1000;
  expect((await refresh(rotating, third.refresh_token)).status).toBe(400);
});

test('a revoked refresh token gives nothing any more, and the access token is refused by user info', async () => {
  const stack = await signInStack();
  const { refreshToken, accessToken } = await signIn({ url: stack.origin, email: 'ann@example.com' });
  const revoked = await post(stack, '/oauth2/revoke', { token: refreshToken, client_id: stack.pool.clientId });
  expect(revoked.status).toBe(200);
  expect(await refresh(stack, refreshToken)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  const info = await fetch(`${stack.origin}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(info.status).toBe(401);
});

test('user info says of its bearer what the scopes allow, all in strings', async () => {
  const { origin } = await signInStack();
  const { accessToken } = await signIn({ url: origin, email: 'ann@example.com', name: 'Ann' });
  const info = await fetch(`${origin}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  const { sub, username } = decodeJwt(accessToken);
  expect(await info.json()).toMatchObject({
    sub,
    username,
    email: 'ann@example.com',
    email_verified: 'true',
    name: 'Ann',
  });
});

test('a script of another origin may ask for tokens, revoke and read user info, as on AWS', async () => {
  const { origin } = await signInStack();
  const allowed = ['/oauth2/token', '/oauth2/revoke', '/oauth2/userInfo'].map(async (path) => {
    const preflight = await fetch(`${origin}${path}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://console.test' },
    });
    return [preflight.status, preflight.headers.get('access-control-allow-origin')];
  });
  expect(await Promise.all(allowed)).toEqual([
    [200, '*'],
    [200, '*'],
    [200, '*'],
  ]);
});

test('the published keys are public, and discovery names the endpoints of this origin', async () => {
  const { origin, pool } = await signInStack();
  const { keys } = keySet.parse(await (await fetch(`${origin}/.well-known/jwks.json`)).json());
  const discovery = await (await fetch(`${origin}/.well-known/openid-configuration`)).json();
  expect(keys).toHaveLength(2);
  for (const key of keys) expect(Object.keys(key).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  expect(discovery).toMatchObject({ issuer: pool.issuer, token_endpoint: `${origin}/oauth2/token` });
});
