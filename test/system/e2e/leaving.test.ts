import { expect, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium, openPage } from './browser.ts';
import { adminAt, signInTo } from './signed-in.ts';

const browser = await openChromium();

test('a member of two organizations leaves one, and the other opens; who leaves the last is told what to do', {
  tags: ['guide/leave-wrong-organization'],
}, async () => {
  const [acme, other] = [await organization(), await organization()];
  const email = fresh('mel');
  await acme.join(email, { role: 'viewer' });
  await other.join(email);
  const page = await openPage(browser);
  await signInTo(page, { email, name: 'Mel', path: `${acme.path}/settings/members` });
  const leave = async () => {
    await page.getByRole('table', { name: 'Members' }).waitFor();
    await page.getByRole('button', { name: 'Account menu for Mel' }).click();
    await page.getByRole('menuitem', { name: 'Leave organization' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave Acme?' });
    await dialog.getByText('You’ll lose access to Acme immediately').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Leave organization' }).click();
  };
  await leave();
  await page.waitForURL(`**${other.path}/**`);
  await leave();
  await page.getByRole('heading', { name: 'You’re not in an organization yet' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const members = await acme.admin.get(`${acme.path}/members`);
  expect(members.body.items.map((member: { email: string }) => member.email)).toEqual([acme.adminEmail]);
});

test('the last admin is told to make another one first, and stays', async () => {
  const { page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('button', { name: 'Account menu for Alice Admin' }).click();
  await page.getByRole('menuitem', { name: 'Leave organization' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Account menu for Alice Admin' }).click();
  await page.getByRole('menuitem', { name: 'Leave organization' }).click();
  await dialog.getByRole('button', { name: 'Leave organization' }).click();
  await dialog.getByText('You are the only admin of Acme').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('link', { name: 'Go to Members' }).click();
  await page.getByRole('table', { name: 'Members' }).waitFor();
});

test('a removed member sees at their next step that they have no access', async () => {
  const acme = await organization();
  const email = fresh('mel');
  await acme.join(email);
  const page = await openPage(browser);
  await signInTo(page, { email, name: 'Mel', path: `${acme.path}/settings/members` });
  await page.getByRole('table', { name: 'Members' }).waitFor();
  const { body } = await acme.admin.get(`${acme.path}/members?emailPrefix=${email}`);
  await acme.admin.delete(`${acme.path}/members/${body.items[0].userId}`);
  await page.getByRole('link', { name: 'Organization' }).click();
  await page.getByRole('heading', { name: 'You don’t have access to this organization' }).waitFor();
});
