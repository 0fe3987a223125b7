import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { signIn } from '#local/sign-in/sign-in-over-http.ts';
import { startSignInStack } from './sign-in-stack.ts';

const stack = async (...options: Parameters<typeof startSignInStack>) => {
  const started = await startSignInStack(...options);
  onTestFinished(started.stop);
  return started;
};

test('someone who signs in gets an access token with the claims that Cognito gives', async () => {
  const { origin, keys, pool } = await stack();
  const { accessToken } = await signIn({ url: origin, email: 'ann.lee@acme.test' });
  const { payload } = await jwtVerify(accessToken, createLocalJWKSet(keys()), {
    issuer: pool.issuer,
    algorithms: ['RS256'],
  });
  expect(payload).toMatchObject({
    token_use: 'access',
    version: 2,
    client_id: pool.clientId,
    scope: 'openid email profile',
    sub: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    username: expect.stringMatching(/^google_\d{21}$/),
    origin_jti: expect.any(String),
    event_id: expect.any(String),
    jti: expect.any(String),
    auth_time: expect.any(Number),
  });
  expect(payload).not.toHaveProperty('email');
});
