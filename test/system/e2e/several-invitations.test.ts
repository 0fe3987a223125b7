import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';
import { openChromium } from './browser.ts';
import { signedIn } from './members-page.ts';

const browser = await openChromium();

const acmeInviting = async (count: number) => {
  const acme = await organization();
  const emails = Array.from({ length: count }, (_, index) => fresh(`person${index}`));
  await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'viewer' });
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members/pending`);
  await page.getByText(emails[0] ?? '').waitFor();
  return { acme, emails, page };
};

/** Revocations that the test lets through, one by one or all that come. */
const heldBack = async (page: Page) => {
  const waiting: (() => void)[] = [];
  let open = false;
  await page.route('**/revoke', async (route) => {
    if (!open) await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue();
  });
  return {
    count: () => waiting.length,
    letAll: () => {
      open = true;
      for (const go of waiting) go();
    },
  };
};

const revokeAll = async (page: Page, count: number) => {
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: `Revoke ${count} invitations` }).click();
  return dialog;
};

test('with Shift, an admin selects all invitations between two', async () => {
  const { emails, page } = await acmeInviting(6);
  const box = (n: number) => page.getByLabel(`Select ${emails[n]}`);
  await box(4).check();
  await box(1).click({ modifiers: ['Shift'] });
  await page.getByText('4 selected', { exact: true }).waitFor();
  await box(3).click({ modifiers: ['Shift'] });
  await page.getByText('1 selected', { exact: true }).waitFor();
  expect(await box(4).isChecked()).toBe(true);
});

test('an admin who changes their mind about several invitations keeps the selection', async () => {
  const { page } = await acmeInviting(3);
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Resend', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('3 selected', { exact: true }).waitFor();
});

test('neither Escape nor a click beside it closes a dialog that is revoking; Stop leaves the rest selected', {
  tags: ['guide/change-of-several-is-safe'],
}, async () => {
  const { acme, page } = await acmeInviting(7);
  const held = await heldBack(page);
  const dialog = await revokeAll(page, 7);
  await dialog.getByText('Revoking 0 of 7…').waitFor();
  await expect.poll(held.count).toBe(4);
  await page.keyboard.press('Escape');
  await page.mouse.click(5, 300);
  expect(await dialog.getByRole('button', { name: 'Close' }).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Stop' }).click();
  held.letAll();
  await dialog.getByText('4 of 7 revoked. 3 were left as they were.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('3 selected', { exact: true }).waitFor();
  expect((await acme.admin.get(`${acme.path}/invitations?status=revoked`)).body.items).toHaveLength(4);
});

test('revoking continues when the admin goes to another page, which says how it ended', async () => {
  const { acme, page } = await acmeInviting(6);
  await page.getByRole('link', { name: 'Teams' }).click();
  await page.getByRole('heading', { name: 'Teams', level: 1 }).waitFor();
  await page.goBack();
  const held = await heldBack(page);
  const dialog = await revokeAll(page, 6);
  await dialog.getByText('Revoking 0 of 6…').waitFor();
  await page.goForward();
  await dialog.waitFor({ state: 'detached' });
  held.letAll();
  await page.getByText('6 of 6 revoked.').waitFor();
  expect((await acme.admin.get(`${acme.path}/invitations?status=revoked`)).body.items).toHaveLength(6);
});
