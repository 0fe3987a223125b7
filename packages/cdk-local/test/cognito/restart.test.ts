import { DatabaseSync } from 'node:sqlite';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { follow, openBrowser } from '../../src/cognito/browser.ts';
import { signIn } from '../../src/cognito/sign-in-over-http.ts';
import { databaseFile, startEmulatorProcess } from '../support/emulator-process.ts';
import { authorizeUrl, exchange, freshCode, newVerifier, post, refresh, walkThrough } from './hosted-login-client.ts';
import { startSignInStack } from './sign-in-stack.ts';
import { signInStack } from './use-sign-in-stack.ts';

test('tokens survive a kill -9: they verify and refresh, and a new sign-in is the same user', async () => {
  const file = await databaseFile();
  const first = await startEmulatorProcess(file);
  const before = await signIn({ url: first.origin, email: 'ann@example.com', name: 'Ann Lee', subject: 's1' });
  await first.kill();
  const second = await signInStack({ database: new DatabaseSync(file) });
  await jwtVerify(before.accessToken, createLocalJWKSet(second.keys()));
  expect((await refresh(second, before.refreshToken)).status).toBe(200);
  const after = await signIn({ url: second.origin, email: 'other@example.com', subject: 's1' });
  expect(decodeJwt(after.idToken)).toMatchObject({ sub: decodeJwt(before.idToken).sub, name: 'Ann Lee' });
});

test('revoked tokens stay revoked after a restart', async () => {
  const database = new DatabaseSync(':memory:');
  const first = await startSignInStack({ database });
  const { refreshToken } = await signIn({ url: first.origin, email: 'ann@example.com' });
  await post(first, '/oauth2/revoke', { token: refreshToken, client_id: first.pool.clientId });
  await first.stop();
  const second = await signInStack({ database });
  expect((await refresh(second, refreshToken)).status).toBe(400);
});

test('sessions, codes and a sign-in in progress at Google continue after a restart', async () => {
  const database = new DatabaseSync(':memory:');
  const first = await startSignInStack({ database });
  const [signedIn, waiting] = [openBrowser(), openBrowser()];
  await walkThrough(first, { browser: signedIn });
  const code = await freshCode(first);
  const callback = `${first.origin}/signed-in`;
  const chooser = await follow(waiting, authorizeUrl(first, newVerifier()), callback);
  await first.stop();
  const second = await signInStack({ database, port: first.port });
  const silent = await follow(signedIn, authorizeUrl(second, newVerifier(), { prompt: 'none' }), callback);
  const form = new URLSearchParams({ email: 'bob@example.com', email_verified: 'true' });
  const late = await follow(waiting, chooser.url, callback, { form });
  expect([silent, late].map(({ url }) => url.searchParams.has('code'))).toEqual([true, true]);
  expect((await exchange(second, code)).status).toBe(200);
});
