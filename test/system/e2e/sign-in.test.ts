import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { linkIn, openChromium, openPage, signInAtGoogle } from './browser.ts';
import { adminAt, signInTo } from './signed-in.ts';

const browser = await openChromium();

/** The queries of all authorization requests that a page makes from now on. */
const authorizations = (page: Page): URLSearchParams[] => {
  const queries: URLSearchParams[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/oauth2/authorize') queries.push(searchParams);
  });
  return queries;
};

const signOut = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: `Account menu for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
};

test('a sign-in goes straight to Google, with PKCE and a nonce', async () => {
  const page = await openPage(browser);
  const asked = authorizations(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor();
  expect(asked.map((query) => Object.fromEntries(query))).toEqual([
    expect.objectContaining({
      identity_provider: 'Google',
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[0-9a-f-]{36}$/),
    }),
  ]);
});

test('a sign-in whose ID token has another nonce fails', async () => {
  const page = await openPage(browser);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor();
  await page.evaluate(`(() => {
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.'))) {
      const stored = JSON.parse(sessionStorage.getItem(key));
      if (stored.nonce) sessionStorage.setItem(key, JSON.stringify({ ...stored, nonce: 'another' }));
    }
  })()`);
  await signInAtGoogle(page, fresh('ann'), 'Ann');
  await page.getByRole('heading', { name: 'You’re not signed in' }).waitFor();
});

test('a new tab is signed in by itself, without a page in between', { tags: ['guide/new-tab'] }, async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  const tab = await page.context().newPage();
  const asked = authorizations(tab);
  await tab.goto(`${acme.path}/settings/organization`);
  await tab.getByRole('heading', { name: 'Plan and usage' }).waitFor();
  expect(asked.map((query) => query.get('prompt'))).toEqual(['none']);
  expect(new URL(tab.url()).pathname).toBe(`${acme.path}/settings/organization`);
  // The blank page and this one.
  expect(await tab.evaluate('history.length')).toBe(2);
});

test('a new tab asks the hosted login once, and shows the sign-in page where it has no session', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.context().clearCookies();
  const tab = await page.context().newPage();
  const asked = authorizations(tab);
  await tab.goto(`${acme.path}/settings/organization`);
  await tab.getByText('Use your work Google account.').waitFor();
  expect(new URL(tab.url()).pathname).toBe(`${acme.path}/settings/organization`);
  await tab.reload();
  await tab.getByText('Use your work Google account.').waitFor();
  expect(asked).toHaveLength(1);
});

test('a browser that never signed in asks the hosted login nothing by itself', async () => {
  const page = await openPage(browser);
  const asked = authorizations(page);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  expect(asked).toEqual([]);
});

test('no tab signs in automatically after signing out, and the next sign-in offers other accounts', async () => {
  const page = await openPage(browser);
  const other = fresh('bob');
  await signInTo(page, { email: fresh('ann'), name: 'Ann' });
  await page.getByRole('heading', { name: 'You’re not in an organization yet' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  const tab = await page.context().newPage();
  await tab.goto('/');
  await tab.getByRole('button', { name: 'Sign in with Google' }).click();
  await signInAtGoogle(tab, other, 'Bob');
  await tab.getByText(other).waitFor();
});

test('a person who signed out without a network is asked for the account at the next sign-in', async () => {
  const { page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Account menu for Alice Admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You have been signed out' }).waitFor();
  await page.context().setOffline(false);
  const tab = await page.context().newPage();
  await tab.goto('/');
  await tab.getByRole('button', { name: 'Sign in with Google' }).click();
  await tab.getByRole('heading', { name: 'Sign in with Google' }).waitFor();
});

test.each([
  ['the start page', '/', 'You’re not in an organization yet'],
  ['the open invitations', '/open-invitations', 'No pending invitations'],
])(
  'a person with the wrong account switches to another on %s',
  { tags: ['guide/switch-account'] },
  async (_, path, title) => {
    const page = await openPage(browser);
    const other = fresh('bob');
    await signInTo(page, { email: fresh('ann'), name: 'Ann', path });
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const asked = authorizations(page);
    await page.getByRole('button', { name: 'Switch account' }).click();
    await signInAtGoogle(page, other, 'Bob');
    await page.getByText(other).waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    expect(asked.map((query) => [query.get('identity_provider'), query.get('prompt')])).toEqual([
      ['Google', 'select_account'],
    ]);
  },
);

test('an account switch that is canceled at Google leads back to the invitation', async () => {
  const acme = await organization();
  const email = fresh('ann');
  await acme.invite(email);
  const [mail] = await mailsTo(email);
  const page = await openPage(browser);
  await signInTo(page, { email: fresh('bob'), name: 'Bob' });
  await page.goto(linkIn(mail?.text ?? ''));
  await page.getByRole('button', { name: 'Switch account' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('You canceled the sign-in.').waitFor();
  expect(page.url()).toBe(`${inject('url')}/signed-in`);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Back to the invitation' }).click();
  await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
  await page.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await signInAtGoogle(page, email, 'Ann');
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
});

test('Back after signing in never comes to the address with the code', {
  tags: ['guide/back-after-sign-in'],
}, async () => {
  const { page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  const visited: string[] = [];
  page.on('framenavigated', (frame) => visited.push(new URL(frame.url()).pathname));
  await page.goBack();
  await page.goBack();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  expect(visited.filter((path) => path === '/signed-in')).toEqual([]);
});

test('a signed-in person who opens an answer of the hosted login again goes on to their organization', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.goto('/signed-in?code=used&state=used');
  await page.waitForURL(`**${acme.path}/settings/members`);
  await signOut(page, 'Alice Admin');
  await page.goto('/signed-in?code=used&state=used');
  await page.getByText('It took too long, or began in another tab.').waitFor();
  expect(page.url()).toBe(`${inject('url')}/signed-in`);
});

test('a page that the browser kept aside while the person signed in shows them as signed in', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.context().clearCookies();
  const tab = await page.context().newPage();
  await tab.goto(`${acme.path}/settings/teams`);
  await tab.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  const session = await page.evaluate(
    "JSON.stringify(Object.entries(sessionStorage).filter(([key]) => key.startsWith('oidc.user:')))",
  );
  await tab.evaluate(`for (const [key, value] of ${session}) sessionStorage.setItem(key, value);`);
  await tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
  await tab.getByRole('heading', { name: 'No teams yet' }).waitFor();
});
