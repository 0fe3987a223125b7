import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium, openPage, signInAtGoogle } from './browser.ts';
import { adminAt, signInTo } from './signed-in.ts';

const browser = await openChromium();

/** Changes what the tab keeps of the sign-in, as time or an operator would. */
const changeKeptUser = (page: Page, change: string): Promise<unknown> =>
  page.evaluate(`(() => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('oidc.user:'));
    const user = JSON.parse(sessionStorage.getItem(key));
    ${change}
    sessionStorage.setItem(key, JSON.stringify(user));
  })()`);

const runOut = 'user.expires_at = 1;';

test('a person whose token ran out goes on without noticing', async () => {
  const { page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await changeKeptUser(page, runOut);
  await page.reload();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await changeKeptUser(page, "user.access_token = 'ran out on the way';");
  await page.reload();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
});

test('a person whose session was rejected signs in again and finds the same page with their input', {
  tags: ['guide/unsaved-input'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/organization');
  const field = page.getByRole('textbox', { name: 'Add a domain' });
  await field.fill('acme.test');
  await field.press('Enter');
  await changeKeptUser(page, `${runOut} user.refresh_token = 'revoked';`);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('heading', { name: 'You have been signed out' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await page.getByRole('button', { name: 'Remove acme.test' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`${acme.path}/settings/organization`);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Allowed email domains saved.').waitFor();
});

test('an admin whose session is refused while they invite finds the addresses in the dialog again', async () => {
  const { page } = await adminAt(browser, 'settings/members');
  await page.getByRole('table', { name: 'Members' }).waitFor();
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  const email = fresh('ann');
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(email);
  await dialog.getByLabel('Viewer').check();
  await changeKeptUser(page, `${runOut} user.refresh_token = 'revoked';`);
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await dialog.getByRole('button', { name: `Remove ${email}` }).waitFor();
  expect(await dialog.getByLabel('Viewer').isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('1 invitation sent.').waitFor();
  await page.reload();
  await dialog.getByRole('textbox', { name: 'Email addresses' }).waitFor();
  expect(await dialog.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
});

test('signing out makes the refresh token worthless', async () => {
  const { page } = await adminAt(browser, 'settings/teams');
  const revocation = page.waitForRequest('**/oauth2/revoke');
  await page.getByRole('button', { name: 'Account menu for Alice Admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  const body = new URLSearchParams((await revocation).postData() ?? '');
  const renewal = { grant_type: 'refresh_token', refresh_token: body.get('token'), client_id: body.get('client_id') };
  const answer = await page.request.post('/oauth2/token', { form: renewal as Record<string, string> });
  expect([answer.status(), (await answer.json()).error]).toEqual([400, 'invalid_grant']);
});

test("signing out in one tab signs out the others, and Back doesn't show their pages", async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const other = await page.context().newPage();
  await other.goto(`${acme.path}/settings/members`);
  await other.getByRole('table', { name: 'Members' }).waitFor();
  await page.getByRole('button', { name: 'Account menu for Alice Admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await other.getByRole('heading', { name: 'You have been signed out' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: /Sign in|You have been signed out/ }).waitFor();
  expect(await page.getByText('No teams yet').count()).toBe(0);
});

test('a page without a network shows it, and recovers when the network is back', async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  await page.getByRole('table', { name: 'Members' }).waitFor();
  await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  await page.route('**/v1/**/teams*', (route) => route.abort('internetdisconnected'));
  await page.context().setOffline(true);
  await page.getByText('You’re offline.').waitFor();
  await page.getByRole('link', { name: 'Organization' }).click();
  await page.context().setOffline(false);
  await page.getByText('You’re offline.').waitFor({ state: 'hidden' });
  await page.unroute('**/v1/**/teams*');
  await page.goto(`${acme.path}/settings/teams`);
  await page.getByRole('table', { name: 'Teams' }).getByText('Sales').waitFor();
});

test('an API error shows the request id for support and can be retried', {
  tags: ['guide/failing-api'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/organization');
  await page.context().grantPermissions(['clipboard-write']);
  await page.route('**/v1/**/teams*', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: { title: 'Internal error', status: 500, detail: 'It broke.', code: 'internal_error', requestId: 'req-123' },
    }),
  );
  await page.getByRole('link', { name: 'Teams' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('req-123').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await alert.getByRole('button', { name: 'Copy request ID' }).click();
  await alert.getByRole('button').getByText('Copied').waitFor();
  await page.unroute('**/v1/**/teams*');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`${acme.path}/settings/teams`);
});

test('a response of the gateway itself, without a code, is shown, too', async () => {
  const { page } = await adminAt(browser, 'settings/organization');
  await page.route('**/v1/**/teams*', (route) =>
    route.fulfill({ status: 503, headers: { 'apigw-requestid': 'gw-9' }, json: { message: 'Service Unavailable' } }),
  );
  await page.getByRole('link', { name: 'Teams' }).click();
  await page.getByRole('alert').getByText('gw-9').waitFor();
});

test('each page has its own title, focuses its heading, and starts with a link that skips the menu', async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  await page.getByRole('table', { name: 'Members' }).waitFor();
  expect(await page.title()).toBe('Members · Acme · PartnerAlly');
  await page.getByRole('link', { name: 'Teams' }).click();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  expect(await page.title()).toBe('Teams · Acme · PartnerAlly');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Teams');
  await page.reload();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
  await page.goto(`${acme.path}/nowhere`);
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goto('/nowhere');
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  expect(await page.title()).toBe('Page not found · PartnerAlly');
});

test('a link into another organization shows that the account has no access, and offers to switch accounts', async () => {
  const { acme } = await adminAt(browser, 'settings/members');
  const page = await openPage(browser);
  await signInTo(page, { email: fresh('sam'), name: 'Sam', path: `${acme.path}/settings/teams` });
  await page.getByRole('heading', { name: 'You don’t have access to this organization' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Switch account' }).click();
  await signInAtGoogle(page, acme.adminEmail, 'Alice Admin');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
});

test('a sign-in with an altered return path ends at the start page and at no other site', {
  tags: ['promise/sign-in'],
}, async () => {
  const acme = await organization();
  const page = await openPage(browser);
  await page.goto(`${acme.path}/settings/teams`);
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor();
  await page.evaluate(`(() => {
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.'))) {
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (kept.data) sessionStorage.setItem(key, JSON.stringify({ ...kept, data: { ...kept.data, returnTo: '//evil.test/' } }));
    }
  })()`);
  await signInAtGoogle(page, acme.adminEmail, 'Alice Admin');
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  expect(new URL(page.url()).origin).toBe(inject('url'));
});
