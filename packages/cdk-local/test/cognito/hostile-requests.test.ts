import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { follow, openBrowser } from '../../src/cognito/browser.ts';
import { signIn } from '../../src/cognito/sign-in-over-http.ts';
import {
  authorizeUrl,
  challengeOf,
  exchange,
  freshCode,
  newVerifier,
  post,
  refresh,
  walkThrough,
} from './hosted-login-client.ts';
import { signInStack } from './use-sign-in-stack.ts';

const invalidGrant = { status: 400, body: { error: 'invalid_grant' } };

test('a code works once', async () => {
  const stack = await signInStack();
  const code = await freshCode(stack);
  expect((await exchange(stack, code)).status).toBe(200);
  expect(await exchange(stack, code)).toEqual(invalidGrant);
});

test('of many who present the same code at once, one gets tokens', async () => {
  const stack = await signInStack();
  const code = await freshCode(stack);
  const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(stack, code)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(400)]);
});

test('a stolen code is worth nothing without its verifier, and is used up by the attempt', async () => {
  const stack = await signInStack();
  const { code, verifier } = await freshCode(stack);
  expect(await exchange(stack, { code, verifier: newVerifier() })).toEqual(invalidGrant);
  expect(await exchange(stack, { code, verifier })).toEqual(invalidGrant);
});

test('a code without any verifier gives nothing', async () => {
  const stack = await signInStack();
  expect(await exchange(stack, await freshCode(stack), { code_verifier: undefined })).toEqual(invalidGrant);
});

test('the challenge itself is no verifier', async () => {
  const stack = await signInStack();
  const { code, verifier } = await freshCode(stack);
  expect(await exchange(stack, { code, verifier: challengeOf(verifier) })).toEqual(invalidGrant);
});

test('a code is bound to the address that it was sent to', async () => {
  const stack = await signInStack();
  const changes = { redirect_uri: `${stack.origin}/other` };
  expect(await exchange(stack, await freshCode(stack), changes)).toEqual(invalidGrant);
});

test('a code that waited more than five minutes is worth nothing', async () => {
  let passedMs = 0;
  const stack = await signInStack({ now: () => Date.now() + passedMs });
  const code = await freshCode(stack);
  passedMs = 5 * 60_000 + 1;
  expect(await exchange(stack, code)).toEqual(invalidGrant);
});

test('a client that the pool does not know gets nothing anywhere, and no browser is sent to it', async () => {
  const stack = await signInStack();
  const stranger = { client_id: 'stranger' };
  const { refreshToken } = await signIn({ url: stack.origin, email: 'ann@example.com' });
  const authorize = await fetch(authorizeUrl(stack, newVerifier(), stranger), { redirect: 'manual' });
  expect([authorize.status, authorize.headers.get('location')]).toEqual([400, null]);
  const refusal = { status: 400, body: { error: 'invalid_client' } };
  expect(await exchange(stack, await freshCode(stack), stranger)).toEqual(refusal);
  expect(await refresh(stack, refreshToken, stranger)).toEqual(refusal);
  expect(await post(stack, '/oauth2/revoke', { token: refreshToken, ...stranger })).toEqual(refusal);
  expect((await refresh(stack, refreshToken)).status).toBe(200);
});

test.for([
  'https://evil.test/signed-in',
  '{origin}/signed-in/',
  '{origin}/signed-in?next=https://evil.test',
  '{origin}/signed-in#x',
  '{origin}.evil.test/signed-in',
  '//evil.test',
  undefined,
])('the hosted login does not redirect to a URL that is not exactly registered: %s', async (address) => {
  const stack = await signInStack();
  const changes = { redirect_uri: address?.replace('{origin}', stack.origin) };
  const response = await fetch(authorizeUrl(stack, newVerifier(), changes), { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([400, null]);
});

test.for([
  [{ code_challenge_method: 'plain' }, 'invalid_request'],
  [{ code_challenge_method: undefined }, 'invalid_request'],
  [{ code_challenge: undefined }, 'invalid_request'],
  [{ code_challenge: 'short' }, 'invalid_request'],
  [{ response_type: 'token' }, 'unauthorized_client'],
  [{ response_type: 'id_token' }, 'invalid_request'],
  [{ response_type: undefined }, 'invalid_request'],
  [{ scope: 'openid aws.cognito.signin.user.admin' }, 'invalid_scope'],
  [{ identity_provider: 'COGNITO' }, 'invalid_request'],
  [{ identity_provider: undefined, idp_identifier: 'google.com' }, 'invalid_request'],
  [{ prompt: 'none' }, 'login_required'],
] as const)('an invalid request redirects to the client with its state and an error: %j', async ([changes, error]) => {
  const stack = await signInStack();
  const response = await fetch(authorizeUrl(stack, newVerifier(), changes), { redirect: 'manual' });
  const { origin, pathname, searchParams } = new URL(response.headers.get('location') ?? '');
  expect(response.status).toBe(302);
  expect(`${origin}${pathname}`).toBe(`${stack.origin}/signed-in`);
  expect(Object.fromEntries(searchParams)).toEqual({
    error,
    error_description: expect.any(String),
    state: 'client-state',
  });
});

test('an answer of Google counts only in the browser that asked, and once', async () => {
  const stack = await signInStack();
  const callback = `${stack.origin}/oauth2/idpresponse`;
  const victim = openBrowser();
  const chooser = await follow(victim, authorizeUrl(stack, newVerifier()), callback);
  const form = new URLSearchParams({ email: 'ann@example.com', email_verified: 'true' });
  const { url } = await follow(victim, chooser.url, callback, { form });
  expect((await openBrowser().request(url)).status).toBe(400);
  expect((await victim.request(url)).status).toBe(302);
  expect((await victim.request(url)).status).toBe(400);
});

test('someone who cancels at Google comes back to the client with access_denied', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  const callback = `${stack.origin}/signed-in`;
  const chooser = await follow(browser, authorizeUrl(stack, newVerifier()), callback);
  const { url } = await follow(browser, chooser.url, callback, { form: new URLSearchParams({ cancel: 'true' }) });
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ error: 'access_denied', state: 'client-state' });
});

test.for(['password', 'client_credentials', '__proto__', 'constructor'])(
  'the grant %s is not supported',
  async (grant) => {
    const stack = await signInStack();
    const answer = await post(stack, '/oauth2/token', { grant_type: grant, client_id: stack.pool.clientId });
    expect(answer).toEqual({ status: 400, body: { error: 'unsupported_grant_type' } });
  },
);

test('an access token is no refresh token, and can not be revoked as one', async () => {
  const stack = await signInStack();
  const { accessToken } = await signIn({ url: stack.origin, email: 'ann@example.com' });
  const revoked = await post(stack, '/oauth2/revoke', { token: accessToken, client_id: stack.pool.clientId });
  expect(revoked).toEqual({ status: 400, body: { error: 'unsupported_token_type' } });
  expect(await refresh(stack, accessToken)).toMatchObject(invalidGrant);
});

test('a refresh token ends with the life that the client gave it', async () => {
  let passedMs = 0;
  const stack = await signInStack({ now: () => Date.now() + passedMs });
  const { refreshToken } = await signIn({ url: stack.origin, email: 'ann@example.com' });
  passedMs = stack.pool.refreshTokenSeconds * 1000;
  expect(await refresh(stack, refreshToken)).toMatchObject(invalidGrant);
});

test('user info refuses an ID token, an altered token and none', async () => {
  const { origin } = await signInStack();
  const { idToken, accessToken } = await signIn({ url: origin, email: 'ann@example.com' });
  const [head = '', , signature = ''] = accessToken.split('.');
  const claims = Buffer.from(JSON.stringify({ ...decodeJwt(accessToken), username: 'google_other' })).toString(
    'base64url',
  );
  const tokens = [`Bearer ${idToken}`, `Bearer ${head}.${claims}.${signature}`, 'Bearer x', ''];
  const asked = tokens.map(
    async (authorization) => (await fetch(`${origin}/oauth2/userInfo`, { headers: { authorization } })).status,
  );
  expect(await Promise.all(asked)).toEqual([401, 401, 401, 401]);
});

test.for(['no address', 'two@at@signs', ''])(
  'the form of Google asks again for an address after "%s"',
  async (email) => {
    const stack = await signInStack();
    const ended = await walkThrough(stack, { account: { email } });
    expect(ended.pathname).toMatch(/^\/google\/interaction\//);
  },
);

test('markup in names and hints is shown as text', async () => {
  const stack = await signInStack();
  await signIn({ url: stack.origin, email: 'ann@example.com', name: '<script>alert(1)</script>' });
  const { page } = await follow(
    openBrowser(),
    authorizeUrl(stack, newVerifier(), { login_hint: '"><script>alert(2)' }),
    '',
  );
  const markup = (await page?.text()) ?? '';
  expect(markup).toContain('&lt;script&gt;alert(1)');
  expect(markup).toContain('&quot;&gt;&lt;script&gt;alert(2)');
  expect(markup).not.toContain('<script');
});

test('a form that is far too long is refused, and the next request is served', async () => {
  const stack = await signInStack();
  const body = new URLSearchParams({ grant_type: 'x'.repeat(200_000) });
  const refused = await fetch(`${stack.origin}/oauth2/token`, { method: 'POST', body }).then(
    ({ status }) => status,
    () => 'connection closed',
  );
  expect([413, 'connection closed']).toContain(refused);
  expect((await fetch(`${stack.origin}/.well-known/jwks.json`)).status).toBe(200);
});
