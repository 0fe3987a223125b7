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
  await page.waitForURL(`**${path}/**`);
  await page.getByRole('table', { name: 'Members' }).waitFor();
  expect(await page.getByRole('link', { name: 'Audit Log' }).count()).toBe(0);
  await page.goBack();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
});

test('a member who is invited elsewhere is told so beside the name of the organization, and reads the offer before accepting', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const other = await organization();
  await other.invite(acme.adminEmail, { role: 'viewer' });
  await page.reload();
  const switcher = page.getByRole('button', { name: /^Acme ?, one invitation waits for you$/ });
  await switcher.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await switcher.click();
  await page.getByRole('menuitem', { name: 'Acme: see the invitation' }).click();
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
