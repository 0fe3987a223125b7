import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { type Browser, follow, openBrowser } from '../../src/cognito/browser.ts';
import { authorizeUrl, exchange, newVerifier, walkThrough } from './hosted-login-client.ts';
import type { SignInStack } from './sign-in-stack.ts';
import { signInStack } from './use-sign-in-stack.ts';

/** Where the hosted login sends this browser without anything typed. */
const arrives = async (stack: SignInStack, browser: Browser, changes: Record<string, string> = {}): Promise<URL> =>
  (await follow(browser, authorizeUrl(stack, newVerifier(), changes), `${stack.origin}/signed-in`)).url;

const logOut = (stack: SignInStack, browser: Browser, query: Record<string, string>): Promise<Response> =>
  browser.request(new URL(`${stack.origin}/logout?${new URLSearchParams(query)}`));

test('someone with a session signs in again without a question', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  await walkThrough(stack, { browser });
  const url = await arrives(stack, browser, { prompt: 'none' });
  expect(Object.fromEntries(url.searchParams)).toEqual({ code: expect.any(String), state: 'client-state' });
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-things-to-know
test('a session lasts one hour from the sign-in at Google, and using it does not prolong it', async () => {
  let passedMs = 0;
  const stack = await signInStack({ now: () => Date.now() + passedMs });
  const browser = openBrowser();
  await walkThrough(stack, { browser });
  passedMs = 3_599_000;
  expect((await arrives(stack, browser)).searchParams.has('code')).toBe(true);
  passedMs = 3_600_000;
  const url = await arrives(stack, browser, { prompt: 'none' });
  expect(url.searchParams.get('error')).toBe('login_required');
});

test('the chooser offers the accounts that were used last, one tap each', async () => {
  const stack = await signInStack();
  const verifier = newVerifier();
  await walkThrough(stack, { account: { email: 'ann@example.com', name: 'Ann Lee', subject: 'ann-1' } });
  await walkThrough(stack, { account: { email: 'bob@example.com', subject: 'bob-1' } });
  const browser = openBrowser();
  const callback = `${stack.origin}/signed-in`;
  const chooser = await follow(browser, authorizeUrl(stack, verifier), callback);
  const offered = [...((await chooser.page?.text()) ?? '').matchAll(/name="account" value="([^"]+)"/g)].map(
    ([, subject]) => subject,
  );
  expect(offered).toEqual(['bob-1', 'ann-1']);
  const { url } = await follow(browser, chooser.url, callback, { form: new URLSearchParams({ account: 'ann-1' }) });
  const { body } = await exchange(stack, { code: url.searchParams.get('code') ?? '', verifier });
  expect(decodeJwt(String(body.id_token))).toMatchObject({ name: 'Ann Lee', 'cognito:username': 'google_ann-1' });
});

test('logging out ends the session here, and not the one at Google', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  await walkThrough(stack, { browser });
  const out = await logOut(stack, browser, { client_id: stack.pool.clientId, logout_uri: `${stack.origin}/` });
  expect([out.status, out.headers.get('location')]).toEqual([302, `${stack.origin}/`]);
  expect((await arrives(stack, browser, { prompt: 'none' })).searchParams.get('error')).toBe('login_required');
  expect((await arrives(stack, browser)).searchParams.get('code')).toEqual(expect.any(String));
});

test('/logout redirects to registered URLs only, and ends nothing for others', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  await walkThrough(stack, { browser });
  const wrong = [
    { client_id: stack.pool.clientId, logout_uri: 'https://evil.test/' },
    { client_id: stack.pool.clientId, logout_uri: 'https://evil.test/', redirect_uri: `${stack.origin}/signed-in` },
    { client_id: stack.pool.clientId, redirect_uri: 'https://evil.test/' },
    { client_id: 'stranger', logout_uri: `${stack.origin}/` },
    { client_id: stack.pool.clientId },
  ];
  for (const query of wrong) {
    const out = await logOut(stack, browser, query);
    expect([out.status, out.headers.get('location')]).toEqual([400, null]);
  }
  expect((await arrives(stack, browser, { prompt: 'none' })).searchParams.get('code')).toEqual(expect.any(String));
});

test('/logout with redirect_uri leads to the login page, without a provider', async () => {
  const stack = await signInStack();
  const { searchParams } = authorizeUrl(stack, newVerifier());
  const out = await logOut(stack, openBrowser(), Object.fromEntries(searchParams));
  const { pathname, searchParams: passedOn } = new URL(out.headers.get('location') ?? '', stack.origin);
  expect(pathname).toBe('/login');
  expect([...passedOn.keys()].sort()).toEqual(['client_id', 'redirect_uri', 'response_type', 'scope', 'state']);
});

test('sign-ins that one browser begins in two tabs both succeed', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  const callback = `${stack.origin}/oauth2/idpresponse`;
  const toGoogle = await Promise.all(
    [newVerifier(), newVerifier()].map((verifier) => browser.request(authorizeUrl(stack, verifier))),
  );
  for (const response of toGoogle) {
    const { url, page } = await follow(browser, new URL(response.headers.get('location') ?? ''), callback);
    const form = new URLSearchParams({ email: 'ann@example.com', email_verified: 'true' });
    const answer = page ? (await follow(browser, url, callback, { form })).url : url;
    const signedIn = await browser.request(answer);
    expect(new URL(signedIn.headers.get('location') ?? '').searchParams.get('code')).toEqual(expect.any(String));
  }
});

test('a chooser that was answered already says so and names the way back', async () => {
  const stack = await signInStack();
  const browser = openBrowser();
  const chooser = await follow(browser, authorizeUrl(stack, newVerifier()), '');
  const form = new URLSearchParams({ email: 'ann@example.com', email_verified: 'true' });
  await follow(browser, chooser.url, `${stack.origin}/signed-in`, { form });
  const again = await browser.request(chooser.url);
  expect(again.status).toBe(400);
  expect(await again.text()).toContain('Begin it again');
});
