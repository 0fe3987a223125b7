import { expect, test } from 'vitest';
import { fresh } from '#test/support/api.ts';
import { openChromium } from './browser.ts';
import { sidewaysScroll } from './members-page.ts';
import { openInviteDialog } from './open-invite-dialog.ts';
import { paste } from './paste.ts';

const browser = await openChromium();

test('Escape, Back, Cancel and a click outside ask before they discard addresses or typed text', {
  tags: ['guide/closing-asks'],
}, async () => {
  const { page, dialog, box } = await openInviteDialog(browser, {}, { width: 800, height: 700 });
  const question = dialog.getByText('Discard 2 emails?');
  /** In the field, or taken when the field was left. */
  const bobIsThere = async () =>
    (await box.inputValue()) === 'bob@x.test' ||
    (await dialog.getByRole('button', { name: 'Remove bob@x.test' }).isVisible());
  await paste(page, 'ann@x.test,');
  await box.pressSequentially('bob@x.test');
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => page.goBack(),
    () => page.mouse.click(5, 5),
    () => dialog.getByRole('button', { name: 'Cancel' }).click(),
  ]) {
    await leave();
    await question.waitFor();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Remove ann@x.test' }).waitFor();
    await expect.poll(bobIsThere).toBe(true);
  }
  // The second click of two means stay as well, and goes nowhere.
  await page.mouse.dblclick(5, 5);
  await dialog.getByRole('button', { name: 'Remove ann@x.test' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
});

test('Back closes the dialog on a phone, and forward and a reload open it again', async () => {
  const { acme, page, dialog, box } = await openInviteDialog(browser, {}, { width: 390, height: 844 });
  expect(new URL(page.url()).search).toBe('?dialog=invite');
  await page.goBack();
  await dialog.waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`${acme.path}/settings/members`);
  await page.goForward();
  await box.waitFor();
  await paste(page, 'ann@x.test, bob@x.test');
  await box.pressSequentially('eve@');
  await page.reload();
  await dialog.getByRole('button', { name: 'Remove bob@x.test' }).waitFor();
  expect(await box.inputValue()).toBe('eve@');
  expect(await sidewaysScroll(page)).toBe(0);
});

test('an empty dialog is closed by two clicks beside it, and the page stays', async () => {
  const { acme, page, dialog } = await openInviteDialog(browser, {}, { width: 800, height: 700 });
  await page.mouse.dblclick(5, 5);
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('table', { name: 'Members' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`${acme.path}/settings/members`);
});

test('Done shows the invitations that were sent', async () => {
  const { acme, page, dialog, box } = await openInviteDialog(browser);
  const ann = fresh('ann');
  await box.fill(ann);
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('1 invitation sent.').waitFor();
  const notice = page.locator('.mantine-Notification-root').getByText('1 invitation sent.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).dblclick();
  await notice;
  await page.getByRole('table', { name: 'Pending invitations' }).getByText(ann).waitFor();
  await page.goBack();
  await page.getByRole('table', { name: 'Members' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`${acme.path}/settings/members`);
});
