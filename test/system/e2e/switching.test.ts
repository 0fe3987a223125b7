import { expect, test } from 'vitest';
import { organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { adminAt } from './signed-in.ts';

const browser = await openChromium();

test('a member of two organizations switches between them', { tags: ['guide/switch-organizations'] }, async () => {
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
  expect(await page.getByRole('link', { name: 'Audit Log' }).count()).toBe(0);
  await page.goBack();
  await page.waitForURL(`**${acme.path}/settings/teams`);
});

test('a person tells organizations of the same name apart by their members, their domains and their ids', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const other = await organization();
  await other.join(acme.adminEmail);
  await other.admin.put(`${other.path}/allowed-email-domains`, { domains: ['other.test'] });
  await page.reload();
  await page.getByRole('button', { name: 'Organization: Acme' }).click();
  await page.getByRole('menuitem', { name: `1 member · ID …${acme.id.slice(-6)}` }).waitFor();
  await page.getByRole('menuitem', { name: `2 members · other.test · ID …${other.id.slice(-6)}` }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('a viewer who switches from the audit log comes to the members', async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const other = await organization();
  await other.join(acme.adminEmail, { role: 'viewer' });
  await page.reload();
  await page.getByRole('button', { name: 'Organization: Acme' }).click();
  await page.getByRole('menuitem', { name: /Viewer/ }).click();
  await page.waitForURL(`**${other.path}/settings/members`);
});

test('the organization switcher shows an open invitation, and opens it for reading before accepting', {
  tags: ['guide/existing-user'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const other = await organization();
  await other.invite(acme.adminEmail, { role: 'viewer' });
  await page.reload();
  const switcher = page.getByRole('button', { name: /^Organization: Acme ?, 1 pending invitation$/ });
  await switcher.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await switcher.click();
  await page.getByRole('menuitem', { name: 'Acme · View invitation' }).click();
  await page.getByRole('heading', { name: 'You’re invited' }).waitFor();
  await page.getByText('Alice Admin invited you to join as a Viewer.').waitFor();
  await page.getByText(/^Expires .*(UTC|GMT)/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Go to my organizations' }).click();
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  expect((await other.admin.get(`${other.path}/members`)).body.items).toHaveLength(1);
  await page.goto('/open-invitations');
  await page.getByRole('button', { name: 'Accept the invitation to Acme' }).click();
  await page.waitForURL(`**${other.path}/**`);
  await page.getByText('You’ve joined as a Viewer.').waitFor();
  await page.goto('/open-invitations');
  await page.getByRole('heading', { name: 'No pending invitations' }).waitFor();
});
