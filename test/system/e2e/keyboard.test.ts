import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, mailsTo } from '#test/support/api.ts';
import { openChromium } from './browser.ts';
import { adminAt } from './signed-in.ts';

const browser = await openChromium();

/** The accessible name of the focused element. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(`(({ ariaLabel, labels, textContent }) =>
    ariaLabel ?? labels?.[0]?.textContent ?? textContent)(document.activeElement)`);

const focusIsAt = (page: Page, name: string) => expect.poll(() => focused(page)).toBe(name);

/** Presses the Tab key until the element with this name has the focus. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return;
  }
  throw new Error(`The Tab key leads to no ${name}`);
};

test('an admin invites and revokes with the keyboard alone, without losing the focus', {
  tags: ['guide/keyboard'],
}, async () => {
  const { page } = await adminAt(browser, 'settings/members/pending');
  await page.getByText('No pending invitations.').waitFor();
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  await tabTo(page, 'Invite Members');
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Email addresses');
  await page.keyboard.type(`${ann} ${bob} `);
  await page.getByRole('button', { name: 'Send All (2)' }).waitFor();
  await tabTo(page, `Remove ${bob}`);
  await tabTo(page, 'Send All (2)');
  await page.keyboard.press('Enter');
  await focusIsAt(page, '2 invitations sent.');
  await tabTo(page, 'Done');
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Invite Members');
  await mailsTo(bob);

  await tabTo(page, `Revoke the invitation to ${bob}`);
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Cancel');
  await page.keyboard.press('Escape');
  await focusIsAt(page, `Revoke the invitation to ${bob}`);
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Cancel');
  await tabTo(page, 'Revoke');
  await page.keyboard.press('Enter');
  await page.getByText(`Invitation to ${bob} revoked.`).waitFor();
  await focusIsAt(page, `Select ${ann}`);
  await tabTo(page, `Revoke the invitation to ${ann}`);
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Cancel');
  await tabTo(page, 'Revoke');
  await page.keyboard.press('Enter');
  await page.getByText('No pending invitations.').waitFor();
  await focusIsAt(page, 'Export CSV');
});

test('an admin who is asked before leaving the dialog, or takes an address out, stays where they were', async () => {
  const { page } = await adminAt(browser, 'settings/members');
  await page.getByRole('table', { name: 'Members' }).waitFor();
  await page.getByRole('button', { name: 'Invite Members' }).press('Enter');
  await focusIsAt(page, 'Email addresses');
  await page.keyboard.type('ann@x.test oops@ ');
  await page.keyboard.press('Enter');
  await page.getByText('Fix 1 email', { exact: true }).waitFor();
  await tabTo(page, 'Remove');
  await page.keyboard.press('Enter');
  await page.getByText('Fix 1 email', { exact: true }).waitFor({ state: 'detached' });
  await focusIsAt(page, 'User');
  await page.keyboard.press('Escape');
  await focusIsAt(page, 'Keep editing');
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Email addresses');
  await page.keyboard.press('Escape');
  await focusIsAt(page, 'Keep editing');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Invite Members');
});

test('an admin who creates and deletes teams with the keyboard goes on at the next one', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  for (const name of ['Legal', 'Sales']) await acme.admin.post(`${acme.path}/teams`, { name });
  await page.reload();
  await page.getByRole('table', { name: 'Teams' }).waitFor();
  await tabTo(page, 'Create team');
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Name *');
  await page.keyboard.type('Support');
  await page.keyboard.press('Enter');
  await page.getByText('Team “Support” created.').waitFor();
  await focusIsAt(page, 'Create team');
  await tabTo(page, 'Delete team Legal');
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Cancel');
  await tabTo(page, 'Delete team');
  await page.keyboard.press('Enter');
  await focusIsAt(page, 'Rename team Sales');
});

test.each(['pointer', 'keyboard'])('the menu of a member gets the focus back from its dialog, by %s', async (by) => {
  const { page } = await adminAt(browser, 'settings/members');
  const actions = page.getByRole('button', { name: 'Actions for Alice Admin' });
  const item = page.getByRole('menuitem', { name: 'Edit role and teams' });
  await (by === 'pointer' ? actions.click() : actions.press('Enter'));
  await (by === 'pointer' ? item.click() : item.press('Enter'));
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await focusIsAt(page, 'Actions for Alice Admin');
  await (by === 'pointer' ? actions.click() : actions.press('Enter'));
  await page.getByRole('menuitem', { name: 'View invitation' }).click();
  await page.getByRole('dialog', { name: 'Invitation' }).waitFor();
  await page.keyboard.press('Escape');
  await focusIsAt(page, 'Actions for Alice Admin');
});
