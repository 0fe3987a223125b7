import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { sidewaysScroll, signedIn } from './members-page.ts';

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

const paste = (page: Page, text: string): Promise<unknown> =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', ${JSON.stringify(text)});
    const box = document.querySelector('input[aria-label="Email addresses"]');
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);

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

test('an admin sees at once what is wrong with each address, corrects one, and what fails stays to be corrected', async () => {
  const { acme, page, dialog, box } = await inviting();
  const pending = fresh('erin');
  await acme.invite(pending);
  await mailsTo(pending);
  const [good, late] = [fresh('ann'), fresh('zoe')];
  await paste(page, `Ann Lee <${good}>; oops@, ${acme.adminEmail}\n${pending} ann.lee@gmail.com`);
  await dialog.getByText('3 addresses can’t be invited').waitFor();
  for (const whenToUse of [
    'Organization managers, compliance leads',
    'Team members who create and complete work',
    'Stakeholders who need read access',
  ])
    await dialog.getByText(whenToUse).waitFor();
  await dialog.getByText('The domain after the @ is missing.').waitFor();
  await dialog.getByText('Already a member.').waitFor();
  await dialog.getByText('Gmail does not mind dots').waitFor();
  await dialog.getByText('Everyone gets the same role. Send others a batch of their own.').waitFor();
  await dialog.getByRole('button', { name: 'Remove ann.lee@gmail.com' }).click();
  await dialog.getByText('Gmail does not mind dots').waitFor({ state: 'detached' });
  expect(await axeViolations(page)).toEqual([]);

  await dialog.getByRole('button', { name: 'Correct oops@' }).click();
  expect(await box.inputValue()).toBe('oops@');
  await box.fill(late);
  await page.keyboard.press('Enter');
  await dialog.getByText('2 addresses can’t be invited').waitFor();
  await dialog.getByRole('button', { name: 'Send 2 of 4' }).click();
  await dialog.getByText('2 invitations are on their way. 2 addresses were not invited.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: `Resend invitation to ${pending}` }).click();
  await mailsTo(pending, 2);
  await dialog.getByRole('button', { name: 'Correct those not invited' }).click();
  await dialog.getByRole('button', { name: `Remove ${pending}` }).waitFor();
  await dialog.getByRole('button', { name: `Remove ${acme.adminEmail}` }).waitFor();
  expect(await dialog.getByRole('button', { name: `Remove ${good}` }).count()).toBe(0);
  expect(await pendingIn(acme)).toBe(3);
});

test('an admin who takes an address out keeps those that were added after it', async () => {
  const { dialog, box, page } = await inviting();
  for (const name of ['ann', 'bob', 'eve']) {
    await box.fill(`${name}@x.test`);
    await page.keyboard.press('Enter');
  }
  await dialog.getByRole('button', { name: 'Remove ann@x.test' }).click();
  await expect.poll(() => dialog.getByRole('button', { name: 'Remove' }).count()).toBe(2);
});

test('a request whose answer is lost is sent again, and nobody is invited twice', async () => {
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
  await dialog.getByText('2 invitations are on their way.').waitFor();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  for (const email of emails) await mailsTo(email);
  expect(await pendingIn(acme)).toBe(2);
});

test('addresses that time ran out for are sent again with one press', async () => {
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
  await dialog.getByText('One invitation is on its way. One address was not invited.').waitFor();
  await dialog.getByRole('button', { name: 'Send it again' }).click();
  await dialog.getByText('2 invitations are on their way.').waitFor();
  await mailsTo(bob);
});

test('an admin of a standard plan sees how many places are left, and which addresses have none', async () => {
  const { acme, page, dialog } = await inviting({ plan: 'standard' });
  await dialog.getByText('50 of 50 places for pending invitations are left.').waitFor();
  await paste(page, Array.from({ length: 52 }, () => fresh('p')).join(','));
  await dialog.getByText('2 addresses can’t be invited').waitFor();
  await dialog.getByText('After sending, 0 of 50 places').waitFor();
  await dialog.getByText('You’ve reached your plan’s limit of 50 pending invitations.').waitFor();
  await dialog.getByRole('button', { name: 'Take them out' }).click();
  await dialog.getByRole('button', { name: 'Send All (50)' }).click();
  await dialog.getByText('50 invitations are on their way.').waitFor();
  expect(await pendingIn(acme)).toBe(50);
});

test('an address of a domain that is not allowed is told at once, and can’t be sent', async () => {
  const { acme, page, dialog } = await inviting();
  await acme.admin.put(`${acme.path}/allowed-email-domains`, { domains: ['acme.test'] });
  await paste(page, 'ann@sub.acme.test');
  await dialog.getByText('Your organization doesn’t allow sub.acme.test.').waitFor();
  await dialog.getByText('None of these addresses can be invited.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Send Invitation' }).isDisabled()).toBe(true);
});

test('an admin who closes the dialog with addresses in it is asked first', async () => {
  const { page, dialog } = await inviting();
  await paste(page, 'ann@x.test bob@x.test');
  await dialog.getByText('2 addresses').waitFor();
  await page.keyboard.press('Escape');
  await dialog.getByText('Leave without sending?').waitFor();
  await dialog.getByRole('button', { name: 'Back to the addresses' }).click();
  await dialog.getByRole('button', { name: 'Remove bob@x.test' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Leave without sending' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test('1,000 pasted addresses are few chips, can be edited as text, and are all invited', async () => {
  const { acme, page, dialog, box } = await inviting({ plan: 'enterprise' }, { width: 390, height: 844 });
  const emails = Array.from({ length: 999 }, (_, index) => `person${index}-${fresh('x')}`);
  await paste(page, [...emails, 'oops@'].join('\n'));
  await dialog.getByText('1000 addresses').waitFor();
  expect(await dialog.getByRole('button', { name: 'Remove' }).count()).toBeLessThanOrEqual(100);
  await dialog.getByRole('button', { name: 'Remove oops@' }).waitFor();
  await box.pressSequentially('typing goes on');
  expect(await box.inputValue()).toBe('typing goes on');
  await box.fill('');
  expect(await sidewaysScroll(page)).toBe(0);
  await dialog.getByRole('button', { name: 'Edit as text' }).click();
  const text = dialog.getByRole('textbox', { name: 'Email addresses' });
  await text.fill((await text.inputValue()).replace('oops@', fresh('corrected')));
  await dialog.getByRole('button', { name: 'Show one by one' }).click();
  await dialog.getByRole('button', { name: 'Send All (1000)' }).click();
  await dialog.getByText(/Sending: [1-9]\d* of 1000 addresses are done/).waitFor();
  await dialog.getByText('1000 invitations are on their way.').waitFor();
  expect(await pendingIn(acme)).toBe(1000);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => page.getByRole('row').count()).toBe(101);
});
