import { expect, test } from 'vitest';
import { rejections } from '#core/contract/problems.ts';
import { fresh, mailsTo } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { sidewaysScroll } from './members-page.ts';
import { countPending, openInviteDialog } from './open-invite-dialog.ts';
import { paste } from './paste.ts';

const browser = await openChromium();

test('the dialog says what is wrong with each email, and takes those back that were not invited', {
  tags: ['guide/enter-several', 'guide/one-role-per-batch', 'guide/role-selection'],
}, async () => {
  const { acme, page, dialog, box } = await openInviteDialog(browser);
  const pending = fresh('erin');
  await acme.invite(pending);
  await mailsTo(pending);
  const [good, late] = [fresh('ann'), fresh('zoe')];
  await paste(page, `Ann Lee <${good}>; oops@, ${acme.adminEmail}\n${pending} ann.lee@gmail.com`);
  await dialog.getByText('Fix 3 emails').waitFor();
  for (const whenToUse of [
    'Organization managers, compliance leads',
    'Team members who create and complete work',
    'Stakeholders who need read access',
  ])
    await dialog.getByText(whenToUse).waitFor();
  await dialog.getByText('Missing the domain after @.').waitFor();
  await dialog.getByText(rejections.already_member).waitFor();
  await dialog.getByText('Gmail ignores dots, invitations don’t.').waitFor();
  await dialog.getByText('Applies to everyone in this batch.').waitFor();
  await dialog.getByRole('button', { name: 'Remove ann.lee@gmail.com' }).click();
  await dialog.getByText('Gmail ignores dots').waitFor({ state: 'detached' });
  expect(await axeViolations(page)).toEqual([]);

  await dialog.getByRole('button', { name: 'Edit oops@' }).click();
  expect(await box.inputValue()).toBe('oops@');
  await box.fill(late);
  await page.keyboard.press('Enter');
  await dialog.getByText('Fix 2 emails').waitFor();
  await dialog.getByRole('button', { name: 'Send 2 of 4 as User' }).click();
  await dialog.getByText('2 invitations sent. 2 emails not invited.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: new RegExp(`^Resend.*${pending}`) }).click();
  await mailsTo(pending, 2);
  await dialog.getByRole('button', { name: 'Fix the other 2' }).click();
  await dialog.getByRole('button', { name: `Remove ${pending}` }).waitFor();
  await dialog.getByRole('button', { name: `Remove ${acme.adminEmail}` }).waitFor();
  expect(await dialog.getByRole('button', { name: `Remove ${good}` }).count()).toBe(0);
  expect(await countPending(acme)).toBe(3);
});

test('an email that is removed leaves those that were added after it', async () => {
  const { dialog, box, page } = await openInviteDialog(browser);
  for (const name of ['ann', 'bob', 'eve']) {
    await box.fill(`${name}@x.test`);
    await page.keyboard.press('Enter');
  }
  await dialog.getByRole('button', { name: 'Remove ann@x.test' }).click();
  await expect.poll(() => dialog.getByRole('button', { name: 'Remove' }).count()).toBe(2);
});

test('a pasted piece replaces the selection and stays in the field, and a second email is a second one', async () => {
  const { dialog, box, page } = await openInviteDialog(browser);
  const chips = dialog.getByRole('button', { name: /^Remove / });
  await box.pressSequentially('bob@wrong.tes');
  await page.keyboard.press('ControlOrMeta+A');
  await paste(page, 'bob@right.test');
  expect(await box.inputValue()).toBe('bob@right.test');
  expect(await chips.count()).toBe(0);
  await dialog.getByRole('button', { name: 'Send Invitation' }).waitFor();
  await box.fill('ann@');
  await paste(page, 'acme.test');
  expect(await box.inputValue()).toBe('ann@acme.test');
  await paste(page, 'bob@acme.test');
  expect(await box.inputValue()).toBe('bob@acme.test');
  await dialog.getByRole('button', { name: 'Remove ann@acme.test' }).waitFor();
  await dialog.getByRole('button', { name: 'Edit ann@acme.test' }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await paste(page, 'eve@acme.test');
  await page.keyboard.press('Enter');
  await expect.poll(() => chips.count()).toBe(2);
  await dialog.getByRole('button', { name: 'Remove eve@acme.test' }).waitFor();
});

test('the columns of a spreadsheet are left out with its header, and duplicates are counted', async () => {
  const { dialog, page } = await openInviteDialog(browser);
  const rows = Array.from({ length: 40 }, (_, index) => `Liam Smith\tliam${index}@x.test\tEMEA`);
  await paste(page, ['Name\tEmail\tDepartment', ...rows, 'Liam\tliam0@x.test\tUS'].join('\r\n'));
  await dialog.getByText('40 emails', { exact: true }).waitFor();
  await dialog
    .getByText(
      '40 emails added. 1 duplicate left out. 1 entry without an email was left out: “Name Email Department”. ' +
        'Other text was ignored.',
    )
    .waitFor();
  expect(await dialog.getByText(/^Fix /).count()).toBe(0);
});

test('emails over the limit of the plan wait, apart from faulty ones, and can be removed and put back', {
  tags: ['guide/standard-limit'],
}, async () => {
  const { acme, page, dialog } = await openInviteDialog(browser, { plan: 'standard' });
  await dialog.getByText('0 of 50 pending invitations used.').waitFor();
  await paste(page, [...Array.from({ length: 52 }, () => fresh('p')), 'oops@'].join(','));
  await dialog.getByText('50 emails fit, 2 must wait').waitFor();
  await dialog.getByText('Fix 1 email', { exact: true }).waitFor();
  expect(await dialog.getByText('⚠').count()).toBe(1);
  await dialog.getByRole('button', { name: 'Copy 2 emails' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByText('50 of 50 pending invitations used after sending.').waitFor();
  await dialog.getByRole('button', { name: 'Remove all 2' }).click();
  await dialog.getByText('2 emails removed.').waitFor();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await dialog.getByRole('button', { name: 'Send 50 of 53 as User' }).click();
  await dialog.getByText('50 invitations sent. 3 emails not invited.').waitFor();
  await dialog.getByText('2 emails over your plan’s limit').waitFor();
  const outcomes = dialog.getByRole('table', { name: 'Outcome of each email' });
  expect(await outcomes.getByRole('row').first().textContent()).toContain('oops@');
  expect(await countPending(acme)).toBe(50);
  await dialog.getByRole('button', { name: 'Fix the other 3' }).click();
  await dialog.getByText('3 emails', { exact: true }).waitFor();
});

test('an email of a domain that is not allowed is refused before it is sent', {
  tags: ['guide/domain-limits'],
}, async () => {
  const { acme, page, dialog } = await openInviteDialog(browser);
  await acme.admin.put(`${acme.path}/allowed-email-domains`, { domains: ['acme.test'] });
  await paste(page, 'ann@sub.acme.test\n');
  await page.keyboard.press('Enter');
  await dialog.getByText(rejections.domain_not_allowed.replace('{domain}', 'sub.acme.test')).waitFor();
  await dialog.getByText('None of these people can be invited.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Send Invitation' }).isDisabled()).toBe(true);
});

test('what is typed and faulty is not sent, but shown with its fault', async () => {
  const { acme, page, dialog, box } = await openInviteDialog(browser);
  await paste(page, `${fresh('ann')},`);
  await box.pressSequentially('bob@');
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('Missing the domain after @.').waitFor();
  await dialog.getByRole('button', { name: 'Send 1 of 2 as User' }).waitFor();
  expect(await countPending(acme)).toBe(0);
});

test('Backspace in the empty field removes the last email that is shown, never one out of sight', async () => {
  const { page, dialog, box } = await openInviteDialog(browser);
  await paste(page, Array.from({ length: 120 }, (_, index) => `p${index}@x.test`).join('\n'));
  await dialog.getByText('120 emails, showing 50').waitFor();
  await box.press('Backspace');
  await dialog.getByText('119 emails, showing 50').waitFor();
  expect(await dialog.getByRole('button', { name: 'Remove p49@x.test' }).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Edit as text' }).click();
  const text = await dialog.getByRole('textbox', { name: 'Email addresses' }).inputValue();
  expect(text.split('\n')).toHaveLength(119);
  expect(text).toContain('p119@x.test');
  expect(text).not.toContain('p49@x.test');
  await page.keyboard.press('Escape');
});

test('1,000 pasted emails are few chips, freeze nothing, can be edited as text, and are all invited', {
  tags: ['guide/send-all'],
}, async () => {
  const { acme, page, dialog, box } = await openInviteDialog(
    browser,
    { plan: 'enterprise' },
    { width: 390, height: 844 },
  );
  const emails = Array.from({ length: 999 }, (_, index) => `person${index}-${fresh('x')}`);
  await paste(page, [...emails, 'oops@'].join('\n'));
  await dialog.getByText('1,000 emails, showing 50').waitFor();
  expect(await dialog.getByRole('button', { name: 'Remove' }).count()).toBeLessThanOrEqual(100);
  await dialog.getByRole('button', { name: 'Remove oops@' }).waitFor();
  await box.pressSequentially('typing goes on');
  expect(await box.inputValue()).toBe('typing goes on');
  await box.fill('');
  expect(await sidewaysScroll(page)).toBe(0);
  await dialog.getByRole('button', { name: 'Edit as text' }).click();
  const text = dialog.getByRole('textbox', { name: 'Email addresses' });
  await text.fill((await text.inputValue()).replace('oops@', fresh('corrected')));
  await dialog.getByRole('button', { name: 'Back to list' }).click();
  await dialog.getByRole('button', { name: 'Send All (1,000)' }).click();
  await dialog.getByText(/Sending [1-9]\d* of 1,000…/).waitFor();
  await dialog.getByText('1,000 invitations sent.').waitFor({ timeout: 150_000 });
  expect(await countPending(acme)).toBe(1000);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations 50+', selected: true }).waitFor();
  const rows = page.locator('tr[data-row]');
  await rows.first().waitFor();
  expect(await rows.count()).toBeLessThan(60);
});
