import { expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { keepBusy } from './first-load.ts';
import { adminAt } from './signed-in.ts';

const browser = await openChromium();

test('a section that was not loaded shows that the browser is offline, and loads once it is online', {
  tags: ['guide/offline'],
}, async () => {
  const { page } = await adminAt(browser, 'settings/organization');
  await keepBusy(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Plan and usage' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Teams' }).click();
  await page.getByRole('heading', { name: 'You’re offline' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Organization' }).click();
  await page.getByRole('heading', { name: 'Plan and usage' }).waitFor();
  await page.getByRole('link', { name: 'Teams' }).click();
  await page.getByRole('heading', { name: 'You’re offline' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
});

test('pending invitations and a dialog that were not loaded show an error and load on retry', async () => {
  const { page } = await adminAt(browser, 'settings/members');
  await keepBusy(page);
  await page.reload();
  await page.getByRole('table', { name: 'Members' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await page.getByRole('alert').getByText('No connection').waitFor();
  const hasDialog = ({ search }: URL): boolean => search.includes('dialog');
  await Promise.all([page.waitForURL(hasDialog), page.getByRole('button', { name: 'Invite Members' }).click()]);
  await page.waitForURL((url) => !hasDialog(url));
  await page.context().setOffline(false);
  await page.getByText('No pending invitations.').waitFor();
  await page.getByText('Couldn’t open this').waitFor();
  await page.getByRole('button', { name: 'Invite Members' }).first().click();
  await page.getByRole('dialog', { name: 'Invite Members' }).waitFor();
});

test('a page that a new version took away says to reload', async () => {
  const { page } = await adminAt(browser, 'settings/organization');
  await keepBusy(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Plan and usage' }).waitFor();
  await page.route('**/assets/teams-page*', (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.getByRole('link', { name: 'Teams' }).click();
  await page.getByText('Reload to get the latest version').waitFor();
  await page.unroute('**/assets/teams-page*');
  await page.getByRole('button', { name: 'Reload' }).click();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
});

test('sections that are fetched while the browser is idle open without a network', async () => {
  const { page } = await adminAt(browser, 'settings/organization');
  // It may have been fetched before anyone looks.
  const isFetched = () =>
    page.evaluate(
      "performance.getEntriesByType('resource').some(({ name, responseEnd }) => /audit-log-page/.test(name) && responseEnd > 0)",
    );
  await expect.poll(isFetched).toBe(true);
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Audit Log' }).click();
  await page.getByRole('heading', { name: 'Audit Log', level: 1 }).waitFor();
});

test('a button shows that its dialog loads on a slow network', async () => {
  const { page } = await adminAt(browser, 'settings/members');
  await keepBusy(page);
  await page.reload();
  await page.getByRole('table', { name: 'Members' }).waitFor();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/invite-members*', async (route) => {
    await held;
    await route.continue();
  });
  const button = page.getByRole('button', { name: 'Invite Members' });
  await button.click();
  await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor();
  expect(await button.getAttribute('data-busy')).toBe('');
  release();
  await page.getByRole('dialog', { name: 'Invite Members' }).waitFor();
  expect(await page.locator('[data-busy]').count()).toBe(0);
});
