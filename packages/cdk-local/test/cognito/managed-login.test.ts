import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { follow, openBrowser } from '../../src/cognito/browser.ts';
import { authorizeUrl, exchange, newVerifier, walkThrough } from './hosted-login-client.ts';
import type { SignInStack } from './sign-in-stack.ts';
import { signInStack } from './use-sign-in-stack.ts';

// What is tested here is documented at
// https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
// https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html

type Changes = Parameters<typeof authorizeUrl>[2];

/** The first response to an authorization request: its status, and where it leads. */
const begin = async (stack: SignInStack, changes: Changes, browser = openBrowser()) => {
  const response = await browser.request(authorizeUrl(stack, newVerifier(), changes));
  const location = response.headers.get('location');
  return { status: response.status, to: location === null ? undefined : new URL(location, stack.origin) };
};

const emailOf = async (stack: SignInStack, url: URL, verifier: string) =>
  decodeJwt(String((await exchange(stack, { code: url.searchParams.get('code') ?? '', verifier })).body.id_token))
    .email;

test('a valid session cookie wins over prompt=select_account, with a provider named or not', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  await walkThrough(stack, { browser });
  for (const identity_provider of ['Google', undefined]) {
    const { to } = await begin(stack, { prompt: 'select_account', identity_provider }, browser);
    expect(to?.searchParams.has('code')).toBe(true);
  }
});

test('prompt=select_account with a provider shows the account chooser after /logout', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  const verifier = newVerifier();
  await walkThrough(stack, { browser, account: { email: 'ann@example.com' } });
  const query = new URLSearchParams({ client_id: stack.pool.clientId, logout_uri: `${stack.origin}/` });
  await browser.request(new URL(`${stack.origin}/logout?${query}`));
  const changes = { prompt: 'select_account' };
  const url = await walkThrough(stack, { browser, verifier, changes, account: { email: 'bob@example.com' } });
  expect(await emailOf(stack, url, verifier)).toBe('bob@example.com');
});

test('after /logout alone, Google signs in the same account again', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  const verifier = newVerifier();
  await walkThrough(stack, { browser, account: { email: 'ann@example.com' } });
  const query = new URLSearchParams({ client_id: stack.pool.clientId, logout_uri: `${stack.origin}/` });
  await browser.request(new URL(`${stack.origin}/logout?${query}`));
  const url = await walkThrough(stack, { browser, verifier, account: { email: 'bob@example.com' } });
  expect(await emailOf(stack, url, verifier)).toBe('ann@example.com');
});

test('authorize without a provider shows the login page, whose button passes the prompt on to Google', async () => {
  const stack = await signInStack();
  const changes = { identity_provider: undefined, prompt: 'select_account', login_hint: 'ann@example.com' };
  const asked = authorizeUrl(stack, newVerifier(), changes);
  const { url, page } = await follow(openBrowser(), asked, '');
  expect([url.pathname, page?.status]).toEqual(['/login', 200]);
  expect(Object.fromEntries(url.searchParams)).toEqual(Object.fromEntries(asked.searchParams));
  const markup = (await page?.text()) ?? '';
  expect(markup).toContain('Continue with Google');
  const fields = [...markup.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  expect(Object.fromEntries(fields)).toEqual({
    ...Object.fromEntries(asked.searchParams),
    identity_provider: 'Google',
  });
});

test.for([
  ['select_account', 'select_account'],
  ['consent', 'consent'],
  ['login', 'login'],
  ['login consent', 'login consent'],
  ['', null],
] as const)('prompt "%s" reaches Google as %j', async ([prompt, forwarded]) => {
  const stack = await signInStack();
  const { to } = await begin(stack, { prompt });
  expect(to?.pathname).toBe('/google/auth');
  expect(to?.searchParams.get('prompt')).toBe(forwarded);
});

test('prompt=none gives a code to a browser with a session, and login_required to others', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  for (const identity_provider of ['Google', undefined]) {
    const { to } = await begin(stack, { prompt: 'none', identity_provider });
    expect(to?.searchParams.get('error')).toBe('login_required');
  }
  await walkThrough(stack, { browser });
  const { to } = await begin(stack, { prompt: 'none', identity_provider: undefined }, browser);
  expect(to?.searchParams.has('code')).toBe(true);
});

// https://developers.google.com/identity/openid-connect/openid-connect#authenticationuriparameters
test('Google rejects prompt=login, which Cognito passes on despite a session', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  await walkThrough(stack, { browser });
  const url = await walkThrough(stack, { browser, changes: { prompt: 'login' } });
  expect(url.searchParams.get('error')).toBe('invalid_request');
});

test.for(['none', 'login', 'select_account'])('the classic hosted UI ignores prompt=%s', async (prompt) => {
  const stack = await signInStack({ changes: { managedLoginVersion: 1, hasBranding: false } });
  const browser = openBrowser();
  const { to } = await begin(stack, { prompt });
  expect([to?.pathname, to?.searchParams.get('prompt')]).toEqual(['/google/auth', null]);
  await walkThrough(stack, { browser });
  expect((await begin(stack, { prompt }, browser)).to?.searchParams.has('code')).toBe(true);
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html, "Default style"
test('managed login without a branding style for the client answers 403', async () => {
  const stack = await signInStack({ changes: { hasBranding: false } });
  expect((await begin(stack, {})).status).toBe(403);
  expect((await begin(stack, { identity_provider: undefined })).status).toBe(403);
  const page = await fetch(String(authorizeUrl(stack, newVerifier())).replace('/oauth2/authorize', '/login'));
  expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('Login pages unavailable')]);
});

test('a sign-in that is at Google for more than five minutes is canceled', async () => {
  let passedMs = 0;
  const stack = await signInStack({ now: () => Date.now() + passedMs });
  const browser = openBrowser();
  const callback = `${stack.origin}/oauth2/idpresponse`;
  const chooser = await follow(browser, authorizeUrl(stack, newVerifier()), callback);
  const form = new URLSearchParams({ email: 'ann@example.com', email_verified: 'true' });
  const { url } = await follow(browser, chooser.url, callback, { form });
  passedMs = 5 * 60_000;
  expect((await browser.request(url)).status).toBe(400);
});
