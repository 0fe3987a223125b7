import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { as, fresh, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { sidewaysScroll, signedIn } from './members-page.ts';

const browser = await openChromium();

type Acme = Awaited<ReturnType<typeof organization>>;

/** Lets a person of this name join. */
const joins = async (acme: Acme, name: string, more: Record<string, unknown> = {}) => {
  const email = fresh(name.toLowerCase().replace(/ .*|[^a-z]/g, ''));
  const { id: invitationId } = await acme.invite(email, more);
  const caller = await as(email, { name });
  const accepted = await caller.post('/invitations/accept', { invitationId, organizationId: acme.id });
  expect(accepted.status).toBe(200);
  return { email, caller, name };
};

const acmeWith = async (...people: readonly (readonly [name: string, role: string])[]) => {
  const acme = await organization();
  const members = [];
  for (const [name, role] of people) members.push(await joins(acme, name, { role }));
  return { acme, members, here: `${acme.path}/settings/members` };
};

/** The members by address, as the API has them. */
const membersOf = async (acme: Acme): Promise<Record<string, { role: string; teamIds: string[] }>> => {
  const { body } = await acme.admin.get(`${acme.path}/members?limit=100`);
  return Object.fromEntries(body.items.map((member: { email: string }) => [member.email, member]));
};

const select = async (page: Page, people: readonly { readonly email: string }[]): Promise<void> => {
  for (const { email } of people) await page.getByLabel(`Select ${email}`).check();
  await page.getByText(`${people.length} selected`, { exact: true }).waitFor();
};

const nameCells = (page: Page): Promise<string[]> => page.locator('tr[data-row] td:nth-child(2)').allTextContents();

test('an admin finds members by any word of the name, and sorts them by a press on the column', {
  tags: ['guide/find-members'],
}, async () => {
  const { acme, here } = await acmeWith(['José Díaz Núñez', 'user'], ['Zoe Ann', 'viewer']);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  const table = page.getByRole('table', { name: 'Members' });
  await page.getByLabel('Search by name or email').fill('nun jose');
  await table.getByText('Zoe Ann').waitFor({ state: 'detached' });
  await table.getByText('José Díaz Núñez').waitFor();
  await page.getByLabel('Search by name or email').fill('');
  await table.getByText('Zoe Ann').waitFor();

  const head = page.getByRole('columnheader', { name: 'Name' });
  expect(await head.getAttribute('aria-sort')).toBe('none');
  await head.getByRole('button').press('Enter');
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
  await head.getByRole('button').press('Enter');
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
  await expect.poll(async () => (await nameCells(page))[0]).toContain('Zoe Ann');
  expect((await nameCells(page))[2]).toContain('Alice Admin');
  await page.reload();
  await expect.poll(async () => (await nameCells(page))[0]).toContain('Zoe Ann');
  expect(await axeViolations(page)).toEqual([]);
});

test('a search among members says which pending invitations match, too, and shows both', {
  tags: ['guide/find-members'],
}, async () => {
  const { acme, members, here } = await acmeWith(['Carla', 'user']);
  const { email: invited } = await acme.invite(fresh('carl'));
  await acme.invite(fresh('erin'));
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  const table = page.getByRole('table', { name: 'Members' });
  await page.getByLabel('Search by name or email').fill('CARL');
  await page.getByText('1 pending invitation matches, too.').waitFor();
  await table.getByText('Alice Admin').waitFor({ state: 'detached' });
  expect(await table.getByText(invited).count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show members and invitations' }).click();
  await table.getByText(invited).waitFor();
  await table.getByText(members[0]?.email ?? '').waitFor();
  await page.getByText('2 people', { exact: true }).waitFor();
  expect(await page.locator('tr[data-row]').allTextContents()).toEqual([
    expect.stringContaining('Carla'),
    expect.stringContaining(invited),
  ]);
});

test('admins see the day of the last sign-in, and other members don’t', async () => {
  const { acme, members, here } = await acmeWith(['Carla', 'user']);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await page.getByRole('columnheader', { name: 'Last sign-in' }).waitFor();
  await page.getByText('Carla', { exact: true }).waitFor();
  expect(await page.getByText('Never').count()).toBe(0);
  const other = await signedIn(browser, { email: members[0]?.email ?? '', name: 'Carla' }, here);
  await other.getByRole('table', { name: 'Members' }).getByText('Alice Admin').waitFor();
  expect(await other.getByRole('columnheader', { name: 'Last sign-in' }).count()).toBe(0);
  expect(await other.getByRole('checkbox').count()).toBe(0);
});

test('an admin changes the role of several members after a preview of what will happen to whom', {
  tags: ['guide/several-members'],
}, async () => {
  const { acme, members, here } = await acmeWith(['Carla', 'user'], ['Dan', 'viewer']);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await page.getByText('Dan', { exact: true }).waitFor();
  await page.getByLabel('Select all members on this page').check();
  await page.getByRole('button', { name: 'Change role' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Viewer').check();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByRole('heading', { name: 'Change role to Viewer?' }).waitFor();
  await dialog.getByText('1 member will be changed.').waitFor();
  await dialog.getByText('1 member needs no change.').waitFor();
  await dialog.getByText('1 member can’t be changed.').waitFor();
  await dialog.getByText('You can’t remove or demote yourself here.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Back' }).click();
  await dialog.getByLabel('Viewer').check();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByRole('button', { name: 'Change 1 member' }).click();
  await dialog.getByText('1 member was changed.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  const after = await membersOf(acme);
  expect(members.map(({ email }) => after[email]?.role)).toEqual(['viewer', 'viewer']);
  expect(after[acme.adminEmail]?.role).toBe('admin');
});

test('an admin adds several members to a team and takes them out of another one', {
  tags: ['guide/several-members'],
}, async () => {
  const { acme, members, here } = await acmeWith(['Carla', 'user'], ['Dan', 'viewer']);
  const teamOf = async (name: string) => (await acme.admin.post(`${acme.path}/teams`, { name })).body.id;
  const [legal, sales] = [await teamOf('Legal'), await teamOf('Sales')];
  await joins(acme, 'Eve', { teamIds: [legal] });
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await select(page, members);
  await page.getByLabel(/^Select eve-/).check();
  await page.getByRole('button', { name: 'Change teams' }).click();
  const dialog = page.getByRole('dialog');
  for (const [field, team] of [
    ['Add to teams', 'Sales'],
    ['Remove from teams', 'Legal'],
  ] as const) {
    await dialog.getByRole('combobox', { name: field }).focus();
    await page.getByRole('option', { name: team }).click();
  }
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByText('Add to Sales. Remove from Legal.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Change 3 members' }).click();
  await dialog.getByText('3 members were changed.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row').filter({ hasText: 'Eve' }).getByText('Sales').waitFor();
  const teams = Object.values(await membersOf(acme)).map(({ teamIds }) => teamIds);
  expect(teams.filter((teamIds) => teamIds.length > 0)).toEqual([[sales], [sales], [sales]]);
});

test('an admin removes several members, and the pending invitations that admins leave behind', {
  tags: ['guide/several-members'],
}, async () => {
  const { acme, members, here } = await acmeWith(['Bob', 'admin'], ['Carla', 'user']);
  const [bob] = members;
  const sent = await bob?.caller.post(`${acme.path}/invitations`, { emails: [fresh('erin')], role: 'user' });
  const mine = await acme.invite(fresh('frank'));
  const page = await signedIn(browser, { email: acme.adminEmail }, here, { width: 390, height: 844 });
  await select(page, [...members, { email: acme.adminEmail }]);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 members will be removed and lose access immediately.').waitFor();
  await dialog.getByText('1 member can’t be removed.').waitFor();
  await dialog.getByText('These admins have 1 pending invitation').waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByLabel('Also revoke it').check();
  await dialog.getByRole('button', { name: 'Remove 2 members' }).click();
  await dialog.getByText('2 members were removed.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByLabel(`Select ${bob?.email}`).waitFor({ state: 'detached' });
  expect(Object.keys(await membersOf(acme))).toEqual([acme.adminEmail]);
  const statusOf = async (id: string) => (await acme.admin.get(`${acme.path}/invitations/${id}`)).body.status;
  expect(await statusOf(sent?.body.results[0].invitation.id)).toBe('revoked');
  expect(await statusOf(mine.id)).toBe('pending');
});
