import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { rejections } from '#core/contract/problems.ts';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { sidewaysScroll, signedIn } from './members-page.ts';
import { paste } from './paste.ts';

const browser = await openChromium();

const inviting = async (facts: Parameters<typeof organization>[0] = {}, options = {}) => {
  const acme = await organization(facts);
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members`, options);
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  const box = dialog.getByRole('textbox', { name: 'Email addresses' });
  await box.waitFor();
  return { acme, page, dialog, box };
};

/** Not what only asks how it would come out. */
const invites = (route: Route): boolean =>
  route.request().method() === 'POST' && !route.request().postData()?.includes('dryRun');

const pendingIn = async ({ admin, path }: Awaited<ReturnType<typeof organization>>): Promise<number> => {
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await admin.get(`${path}/invitations?status=pending&limit=100${more}`);
    count += body.items.length;
    cursor = body.nextCursor;
  }
  return count;
};

test('the dialog says what is wrong with each email, and takes those back that were not invited', {
  tags: ['guide/enter-several', 'guide/one-role-per-batch', 'guide/role-selection'],
}, async () => {
  const { acme, page, dialog, box } = await inviting();
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
  expect(await pendingIn(acme)).toBe(3);
});

test('an email that is removed leaves those that were added after it', async () => {
  const { dialog, box, page } = await inviting();
  for (const name of ['ann', 'bob', 'eve']) {
    await box.fill(`${name}@x.test`);
    await page.keyboard.press('Enter');
  }
  await dialog.getByRole('button', { name: 'Remove ann@x.test' }).click();
  await expect.poll(() => dialog.getByRole('button', { name: 'Remove' }).count()).toBe(2);
});

test('a pasted piece replaces the selection and stays in the field, and a second email is a second one', async () => {
  const { dialog, box, page } = await inviting();
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
  const { dialog, page } = await inviting();
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

test('a request whose response is lost is sent again, without inviting anyone twice', async () => {
  const { acme, page, dialog } = await inviting();
  const emails = [fresh('ann'), fresh('bob')];
  await paste(page, emails.join('\n'));
  await dialog.getByRole('button', { name: 'Send All (2)' }).waitFor();
  const keys: string[] = [];
  await page.route('**/invitations', async (route) => {
    if (!invites(route)) return route.fallback();
    keys.push((await route.request().headerValue('idempotency-key')) ?? '');
    if (keys.length > 1) return route.fallback();
    await route.fetch();
    return route.abort();
  });
  await dialog.getByRole('button', { name: 'Send All (2)' }).click();
  await dialog.getByText('2 invitations sent.').waitFor();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  for (const email of emails) await mailsTo(email);
  expect(await pendingIn(acme)).toBe(2);
});

test('emails that time ran out for are sent again with one press', async () => {
  const { acme, page, dialog } = await inviting();
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  await paste(page, `${ann} ${bob}`);
  await dialog.getByRole('button', { name: 'Send All (2)' }).waitFor();
  let asked = 0;
  await page.route('**/invitations', async (route) => {
    if (!invites(route)) return route.fallback();
    asked += 1;
    if (asked > 1) return route.fallback();
    const answer = await acme.admin.post(`${acme.path}/invitations`, { emails: [ann], role: 'user' });
    const late = { email: bob, outcome: 'rejected', code: 'try_again', detail: 'Time ran out.' };
    return route.fulfill({ status: 207, json: { results: [...answer.body.results, late] } });
  });
  await dialog.getByRole('button', { name: 'Send All (2)' }).click();
  await dialog.getByText('1 invitation sent. 1 email not invited.').waitFor();
  await dialog.getByRole('button', { name: 'Retry' }).click();
  await dialog.getByText('2 invitations sent.').waitFor();
  await mailsTo(bob);
});

test('emails over the limit of the plan wait, apart from faulty ones, and can be removed and put back', {
  tags: ['guide/standard-limit'],
}, async () => {
  const { acme, page, dialog } = await inviting({ plan: 'standard' });
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
  expect(await pendingIn(acme)).toBe(50);
  await dialog.getByRole('button', { name: 'Fix the other 3' }).click();
  await dialog.getByText('3 emails', { exact: true }).waitFor();
});

test('an email of a domain that is not allowed is refused before it is sent', {
  tags: ['guide/domain-limits'],
}, async () => {
  const { acme, page, dialog } = await inviting();
  await acme.admin.put(`${acme.path}/allowed-email-domains`, { domains: ['acme.test'] });
  await paste(page, 'ann@sub.acme.test\n');
  await page.keyboard.press('Enter');
  await dialog.getByText(rejections.domain_not_allowed.replace('{domain}', 'sub.acme.test')).waitFor();
  await dialog.getByText('None of these people can be invited.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Send Invitation' }).isDisabled()).toBe(true);
});

test('Escape, Back, Cancel and a click outside ask before they discard addresses or typed text', async () => {
  const { page, dialog, box } = await inviting({}, { width: 800, height: 700 });
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
  const { acme, page, dialog, box } = await inviting({}, { width: 390, height: 844 });
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
  const { acme, page, dialog } = await inviting({}, { width: 800, height: 700 });
  await page.mouse.dblclick(5, 5);
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('table', { name: 'Members' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`${acme.path}/settings/members`);
});

test('Done shows the invitations that were sent', async () => {
  const { acme, page, dialog, box } = await inviting();
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

test('what is typed and faulty is not sent, but shown with its fault', async () => {
  const { acme, page, dialog, box } = await inviting();
  await paste(page, `${fresh('ann')},`);
  await box.pressSequentially('bob@');
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('Missing the domain after @.').waitFor();
  await dialog.getByRole('button', { name: 'Send 1 of 2 as User' }).waitFor();
  expect(await pendingIn(acme)).toBe(0);
});

test('a connection that is lost in the middle is named first, and the rest is resumed', async () => {
  const { acme, page, dialog } = await inviting({ plan: 'enterprise' });
  await paste(page, Array.from({ length: 250 }, () => fresh('p')).join('\n'));
  await dialog.getByRole('button', { name: 'Send All (250)' }).waitFor();
  let sent = 0;
  const lost = Promise.withResolvers<void>();
  await page.route('**/invitations', async (route) => {
    if (!invites(route)) return route.fallback();
    sent += 1;
    if (sent === 1) return route.fallback();
    await lost.promise;
    return route.abort('internetdisconnected');
  });
  await dialog.getByRole('button', { name: 'Send All (250)' }).click();
  await dialog.getByText('Sending 100 of 250…').waitFor();
  expect(await dialog.getByRole('button', { name: 'Close (when sending is finished)' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.goBack();
  await dialog.getByText('Keep this page open until it’s finished.').waitFor();
  const asksBeforeClosing = await page.evaluate(`(() => {
    const closing = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(closing);
    return closing.defaultPrevented;
  })()`);
  expect(asksBeforeClosing).toBe(true);
  lost.resolve();
  await dialog.getByText('100 of 250 sent.').waitFor();
  expect(await dialog.getByRole('alert').getByText('No connection').isVisible()).toBe(true);
  await page.unroute('**/invitations');
  await dialog.getByRole('button', { name: 'Resume (150 left)' }).click();
  await dialog.getByText('250 invitations sent.').waitFor();
  expect(await pendingIn(acme)).toBe(250);
});

test('Backspace in the empty field removes the last email that is shown, never one out of sight', async () => {
  const { page, dialog, box } = await inviting();
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
  const { acme, page, dialog, box } = await inviting({ plan: 'enterprise' }, { width: 390, height: 844 });
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
  expect(await pendingIn(acme)).toBe(1000);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations 50+', selected: true }).waitFor();
  const rows = page.locator('tr[data-row]');
  await rows.first().waitFor();
  expect(await rows.count()).toBeLessThan(60);
});
