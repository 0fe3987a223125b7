import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { sidewaysScroll, signedIn } from './members-page.ts';

const browser = await openChromium();

const acmeWith = async (...people: readonly (readonly [name: string, role: string])[]) => {
  const acme = await organization();
  const emails: Record<string, string> = {};
  for (const [name, role] of people) {
    const email = fresh(name);
    await acme.join(email, { role });
    emails[name] = email;
  }
  return { acme, emails, here: `${acme.path}/settings/members` };
};

test('an admin filters members by status, role and address, and the back button and links keep the filters', {
  tags: ['guide/filter-invited'],
}, async () => {
  const { acme, emails, here } = await acmeWith(['carla', 'user'], ['dan', 'viewer']);
  const invited = fresh('erin');
  await acme.invite(invited, { role: 'viewer' });
  const page = await signedIn(browser, { email: acme.adminEmail }, `${here}?role=viewer`);
  const table = page.getByRole('table', { name: 'Members' });
  await table.getByText(emails.dan ?? '').waitFor();
  expect(await table.getByText(emails.carla ?? '').count()).toBe(0);

  await page.getByLabel('Status').selectOption('All');
  await table.getByText(invited).waitFor();
  await table.getByText('Active', { exact: true }).waitFor();
  await page.getByLabel('Status').selectOption('Invited');
  await table.getByText(emails.dan ?? '').waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('?role=viewer&status=invited');
  await page.goBack();
  await table.getByText(emails.dan ?? '').waitFor();

  await page.getByLabel('Role').selectOption('All roles');
  await page.getByLabel('Search by name or email').fill((emails.carla ?? '').slice(0, 9));
  await table.getByText(emails.dan ?? '').waitFor({ state: 'detached' });
  await table.getByText(emails.carla ?? '').waitFor();
  await page.getByLabel('Search by name or email').fill('absent-here');
  await page.getByText('No members match these filters.').waitFor();
  await page.reload();
  await page.getByText('No members match these filters.').waitFor();
  expect(await page.getByLabel('Search by name or email').inputValue()).toBe('absent-here');
});

test('two filters that are changed before the page has answered both hold', async () => {
  const { acme, emails, here } = await acmeWith(['carla', 'user'], ['dan', 'viewer']);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await page.getByText(emails.dan ?? '').waitFor();
  await page.evaluate(`(() => {
    const [status, role] = document.querySelectorAll('main select');
    for (const [select, value] of [[status, 'all'], [role, 'viewer']]) {
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
  })()`);
  await page.getByText(emails.carla ?? '').waitFor({ state: 'detached' });
  await page.getByText(emails.dan ?? '').waitFor();
  expect([...new URL(page.url()).searchParams.entries()].sort()).toEqual([
    ['role', 'viewer'],
    ['status', 'all'],
  ]);
});

test('a list that no one fits says how to search, and clears its filters', async () => {
  const { acme, emails, here } = await acmeWith(['carla', 'user']);
  const page = await signedIn(browser, { email: acme.adminEmail }, `${here}?role=user&email=Díaz`);
  await page.getByText('No members match these filters.').waitFor();
  await page.getByText('Search finds people by the beginning of their email or of a word in their name.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page
    .getByRole('table', { name: 'Members' })
    .getByText(emails.carla ?? '')
    .waitFor();
  await page.getByText('2 members', { exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe('');
  expect(await page.getByLabel('Search by name or email').inputValue()).toBe('');
});

test('an admin resends and revokes an invitation where it stands among the members', {
  tags: ['guide/resend-among-members'],
}, async () => {
  const { acme, here } = await acmeWith();
  const email = fresh('erin');
  await acme.invite(email);
  await mailsTo(email);
  const page = await signedIn(browser, { email: acme.adminEmail }, `${here}?status=invited`);
  await page.getByRole('button', { name: `Resend invitation to ${email}` }).click();
  await page.getByText(`Invitation resent to ${email}.`).waitFor();
  await mailsTo(email, 2);
  await page.getByRole('button', { name: `Revoke the invitation to ${email}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText(`Invitation to ${email} revoked.`).waitFor();
  await page.getByText('No pending invitations.').waitFor();
  expect((await acme.admin.get(`${acme.path}/invitations?status=revoked`)).body.items).toHaveLength(1);
});

test('an admin changes a member’s role and teams, but not the role of the last admin', {
  tags: ['guide/admins-change-roles'],
}, async () => {
  const { acme, emails, here } = await acmeWith(['carla', 'user']);
  await acme.admin.post(`${acme.path}/teams`, { name: 'Compliance' });
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  const row = page.getByRole('row').filter({ hasText: emails.carla ?? '' });
  await row.getByRole('button', { name: 'Actions for' }).click();
  await page.getByRole('menuitem', { name: 'Edit role and teams' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit role and teams' });
  await dialog.getByLabel('Viewer').check();
  await dialog.getByPlaceholder('Choose teams').click();
  await page.getByRole('option', { name: 'Compliance' }).click();
  await page.keyboard.press('Tab');
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row.getByRole('cell', { name: 'Viewer' }).waitFor();
  await dialog.waitFor({ state: 'detached' });
  await page.reload();
  await row.getByRole('cell', { name: 'Viewer' }).waitFor();
  await row.getByRole('cell', { name: 'Compliance' }).waitFor();

  await page.getByRole('button', { name: 'Actions for Alice Admin' }).click();
  expect(await page.getByRole('menuitem', { name: 'Remove' }).count()).toBe(0);
  await page.getByRole('menuitem', { name: 'Edit role and teams' }).click();
  await dialog.getByLabel('User', { exact: true }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('You’ll lose admin access').waitFor();
  await dialog.getByRole('button', { name: 'Give up admin access' }).click();
  await dialog.getByText('You’re the only admin').waitFor();
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  expect(await dialog.getByText('You’ll lose admin access').count()).toBe(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page
    .getByRole('row')
    .filter({ hasText: 'Alice Admin' })
    .getByRole('cell', { name: 'Admin', exact: true })
    .waitFor();
});

test('an admin who gives up being one sees at once what others see', async () => {
  const { acme, here } = await acmeWith(['bob', 'admin']);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await page.getByRole('button', { name: 'Actions for Alice Admin' }).click();
  await page.getByRole('menuitem', { name: 'Edit role and teams' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User', { exact: true }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('button', { name: 'Give up admin access' }).click();
  await page.getByRole('button', { name: 'Invite Members' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('tab').count()).toBe(0);
});

test('an admin who removes another one sees the pending invitations of theirs, and revokes them too', {
  tags: ['guide/remove-wrong-person'],
}, async () => {
  const { acme, here } = await acmeWith(['carla', 'user']);
  const bobEmail = fresh('bob');
  const bob = await acme.join(bobEmail, { role: 'admin' });
  const theirs = fresh('erin');
  const sent = await bob.post(`${acme.path}/invitations`, { emails: [theirs], role: 'user' });
  const mine = await acme.invite(fresh('frank'));
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  const row = page.getByRole('row').filter({ hasText: bobEmail });
  await row.getByRole('button', { name: 'Actions for' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/has 1 pending invitation$/).waitFor();
  await dialog.getByText(theirs).waitFor();
  await dialog.getByLabel('Also revoke it').check();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByText('1 of 1 revoked.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await row.waitFor({ state: 'detached' });

  const statusOf = async (id: string) => (await acme.admin.get(`${acme.path}/invitations/${id}`)).body.status;
  expect(await statusOf(sent.body.results[0].invitation.id)).toBe('revoked');
  expect(await statusOf(mine.id)).toBe('pending');
  expect((await bob.get(acme.path)).status).toBe(404);
});

test('a removal that the server refuses brings the member back into the list', async () => {
  const { acme, emails, here } = await acmeWith(['carla', 'user']);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await page.route('**/members/*', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  );
  const row = page.getByRole('row', { includeHidden: true }).filter({ hasText: emails.carla ?? '' });
  await row.getByRole('button', { name: 'Actions for' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByText('No connection').waitFor();
  await row.waitFor();
});

test.each(['user', 'viewer'])(
  'a %s sees the members, and nothing that admins do',
  { tags: ['guide/invitees-keep-their-role'] },
  async (role) => {
    const { emails, acme, here } = await acmeWith(['carla', role]);
    await acme.invite(fresh('erin'));
    const page = await signedIn(
      browser,
      { email: emails.carla ?? '', name: 'Carla' },
      `${here}?status=all&invitation=x`,
    );
    await page.getByRole('table', { name: 'Members' }).getByText(acme.adminEmail).waitFor();
    for (const control of ['Invite Members', 'Actions for', 'Resend', 'Revoke'])
      expect(await page.getByRole('button', { name: control }).count()).toBe(0);
    expect(await page.getByRole('tab').count()).toBe(0);
    expect(await page.getByLabel('Status').count()).toBe(0);
    expect(await page.getByText('erin').count()).toBe(0);
    await page.goto(`${here}/pending`);
    await page.getByRole('table', { name: 'Members' }).getByText(acme.adminEmail).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  },
);

test('the members fit a phone without scrolling sideways, and break no rule of accessibility', async () => {
  const { acme, here } = await acmeWith(['somebody.with.quite.a.long.address', 'user']);
  await acme.invite(fresh('invited.with.quite.a.long.address.indeed'));
  const phone = { width: 390, height: 844 };
  const page = await signedIn(browser, { email: acme.adminEmail }, `${here}?status=all`, phone);
  await page.getByText('invited.with').waitFor();
  await page.getByText('somebody.with').first().waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
});
