import { expect, test } from 'vitest';
import { organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { adminAt } from './signed-in.ts';

const browser = await openChromium();

test('a member of two organizations switches between them', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const { path } = await organization().then(async (other) => {
    await other.join(acme.adminEmail, { role: 'viewer' });
    return other;
  });
  await page.reload();
  await page.getByRole('button', { name: 'Acme' }).click();
  await page.getByRole('menuitem', { name: /Acme.*Viewer/ }).click();
  await page.waitForURL(`**${path}/settings/teams`);
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.getByText('Admins can create teams.').waitFor();
  expect(await page.getByRole('link', { name: 'Audit Log' }).count()).toBe(0);
  await page.goBack();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
});

test('a member who is invited elsewhere is told so beside the name of the organization, and reads the offer before accepting', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const other = await organization();
  await other.invite(acme.adminEmail, { role: 'viewer' });
  await page.reload();
  const switcher = page.getByRole('button', { name: /^Acme ?, 1 pending invitation, switch organization$/ });
  await switcher.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await switcher.click();
  await page.getByRole('menuitem', { name: 'Acme · View invitation' }).click();
  await page.getByRole('heading', { name: 'You are invited' }).waitFor();
  await page.getByText('Alice Admin invited you as Viewer.').waitFor();
  await page.getByText(/^Until .*(UTC|GMT)/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Go to my organizations' }).click();
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  expect((await other.admin.get(`${other.path}/members`)).body.items).toHaveLength(1);
  await page.goto('/open-invitations');
  await page.getByRole('button', { name: 'Accept the invitation to Acme' }).click();
  await page.waitForURL(`**${other.path}/**`);
  await page.getByText('Your role is Viewer.').waitFor();
  await page.goto('/open-invitations');
  await page.getByRole('heading', { name: 'No invitation waits for you' }).waitFor();
});

test('switching keeps the section that is open, unless the role in the other organization has none', async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const [managed, viewed] = [await organization({ name: 'Managed' }), await organization({ name: 'Viewed' })];
  await managed.join(acme.adminEmail, { role: 'admin' });
  await viewed.join(acme.adminEmail, { role: 'viewer' });
  await page.reload();
  await page.getByRole('button', { name: 'Acme, switch organization' }).click();
  await page.getByRole('menuitem', { name: /Managed/ }).click();
  await page.waitForURL(`**${managed.path}/admin/audit-log`);
  await page.getByText('created the organization Managed').waitFor();
  await page.getByRole('button', { name: 'Managed, switch organization' }).click();
  await page.getByRole('menuitem', { name: /Viewed/ }).click();
  await page.waitForURL(`**${viewed.path}/settings/members`);
  await page.getByRole('table', { name: 'Members' }).waitFor();
});

test('each page and each tab of Members has a title of its own', async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  for (const [path, title] of [
    ['settings/members', 'Members'],
    ['settings/members/pending', 'Pending Invitations'],
    ['settings/teams', 'Teams'],
    ['settings/organization', 'Organization'],
    ['admin/audit-log', 'Audit Log'],
  ]) {
    await page.goto(`${acme.path}/${path}`);
    await expect.poll(() => page.title()).toBe(`${title} · Acme · PartnerAlly`);
  }
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await expect.poll(() => page.title()).toBe('Pending Invitations · Acme · PartnerAlly');
});
