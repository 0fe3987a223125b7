import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { letExpire } from '#test/support/aws-of-run.ts';
import { axeViolations } from './axe.ts';
import { linkIn, openChromium, openPage, signInAtGoogle } from './browser.ts';
import { signedIn } from './members-page.ts';
import { adminAt } from './signed-in.ts';

const browser = await openChromium();

type Acme = Awaited<ReturnType<typeof organization>>;

const pendingOf = async (acme: Acme) => (await acme.admin.get(`${acme.path}/invitations?status=pending`)).body.items;

test('an admin invites several people again, one batch for each role and teams', {
  tags: ['guide/invite-several-again'],
}, async () => {
  const acme = await organization();
  const { id: sales } = (await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' })).body;
  const [ann, bob, cleo, dan] = ['ann', 'bob', 'cleo', 'dan'].map(fresh);
  const revoke = async (email = '', more = {}) => {
    const { id } = await acme.invite(email, more);
    await acme.admin.post(`${acme.path}/invitations/${id}/revoke`);
  };
  await revoke(ann, { role: 'viewer' });
  await revoke(bob, { role: 'viewer' });
  await revoke(cleo, { role: 'admin', teamIds: [sales] });
  await revoke(dan);
  await acme.join(dan ?? '');
  const page = await signedIn(
    browser,
    { email: acme.adminEmail },
    `${acme.path}/settings/members/pending?status=revoked`,
  );
  await page.getByText('Now a member').waitFor();
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Invite again', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 people as Viewer').waitFor();
  await dialog.getByText('1 person as Admin, on Sales').waitFor();
  await dialog.getByText('1 person can’t be invited').waitFor();
  await dialog.getByText(dan ?? '').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Invite 3 people' }).click();
  await dialog.getByText('3 of 3 invited again.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.getByRole('button', { name: /^Invited again/ }).count()).toBe(3);
  const pending = await pendingOf(acme);
  const facts = pending.map(({ email, role, teamIds }: Record<string, unknown>) => [email, role, teamIds]);
  expect(facts.toSorted()).toEqual(
    [
      [ann, 'viewer', []],
      [bob, 'viewer', []],
      [cleo, 'admin', [sales]],
    ].toSorted(),
  );
});

test('an undelivered invitation is revoked before its person is invited again, and the dialog says so', async () => {
  const acme = await organization();
  const email = `bounce+${randomUUID().slice(0, 8)}@simulator.amazonses.com`;
  const { id } = await acme.invite(email, { role: 'viewer' });
  const delivered = await acme.invite(fresh('ann'));
  await expect.poll(async () => (await acme.admin.get(`${acme.path}/invitations/${id}`)).body.delivery).toBe('bounced');
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members/pending`);
  await page.getByLabel(`Select ${delivered.email}`).check();
  expect(await page.getByRole('button', { name: 'Invite again', exact: true }).count()).toBe(0);
  await page.getByLabel(`Select ${email}`).check();
  await page.getByRole('button', { name: 'Invite again', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 invitation is still pending').waitFor();
  await dialog.getByText('1 pending invitation is left as it is.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Invite 1 person' }).click();
  await dialog.getByText('1 of 1 invited again.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect((await acme.admin.get(`${acme.path}/invitations/${id}`)).body.status).toBe('revoked');
  const pending = await pendingOf(acme);
  expect(pending.map((one: { email: string }) => one.email).sort()).toEqual([delivered.email, email].sort());
  expect(pending.map((one: { id: string }) => one.id)).toContain(delivered.id);
});

test('an invitee asks for a new invitation on the page of an expired one, and admins find and answer it', {
  tags: ['guide/ask-for-new'],
}, async () => {
  const acme = await organization();
  const email = fresh('ann');
  const invitation = await acme.invite(email, { role: 'viewer' });
  const [mail] = await mailsTo(email);
  await expect
    .poll(async () => (await acme.admin.get(`${acme.path}/invitations/${invitation.id}`)).body.delivery)
    .toBe('delivered');
  await letExpire(invitation);
  const invitee = await openPage(browser);
  await invitee.goto(linkIn(mail?.text ?? ''));
  await invitee.getByRole('heading', { name: 'This invitation has expired' }).waitFor();
  await invitee.getByText('sign in with the account that was invited').waitFor();
  expect(await axeViolations(invitee)).toEqual([]);
  await invitee.getByRole('button', { name: 'Sign in with Google' }).click();
  await signInAtGoogle(invitee, email, 'Ann');
  await invitee.getByRole('button', { name: 'Ask for a new invitation' }).click();
  await invitee.getByText('You’ve asked Acme for a new invitation.').waitFor();
  expect(await axeViolations(invitee)).toEqual([]);

  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members/pending`);
  await page.getByLabel('Status').selectOption('Requested a new invitation');
  const row = page.getByRole('row').filter({ hasText: email });
  await row.getByText(/^Requested a new invitation/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await row.getByRole('button', { name: `Invite again: ${email}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('1 invitation sent.').waitFor();
  expect(await pendingOf(acme)).toMatchObject([{ email, role: 'viewer' }]);
});

test('a revoked invitation doesn’t offer to ask for a new one', async () => {
  const acme = await organization();
  const email = fresh('ann');
  const { id } = await acme.invite(email);
  const [mail] = await mailsTo(email);
  await acme.admin.post(`${acme.path}/invitations/${id}/revoke`);
  const page = await openPage(browser);
  await page.goto(linkIn(mail?.text ?? ''));
  await page.getByRole('heading', { name: 'This invitation was revoked' }).waitFor();
  expect(await page.getByText('Ask for a new invitation').count()).toBe(0);
});

test('an admin renames a team in place, by keyboard', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  for (const name of ['Sales', 'Legal']) await acme.admin.post(`${acme.path}/teams`, { name });
  await page.reload();
  const rename = page.getByRole('button', { name: 'Rename team Sales' });
  await rename.press('Enter');
  const field = page.getByRole('textbox', { name: 'New name of Sales' });
  await field.fill('LEGAL');
  await field.press('Enter');
  await page.getByText('A team with this name already exists.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await field.press('Escape');
  expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Rename team Sales');
  await page.keyboard.press('Enter');
  await field.fill('Sales Europe');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Team renamed to “Sales Europe”.').waitFor();
  await page.getByRole('button', { name: 'Rename team Sales Europe' }).waitFor();
  const { items } = (await acme.admin.get(`${acme.path}/teams`)).body;
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Legal', 'Sales Europe']);
});
