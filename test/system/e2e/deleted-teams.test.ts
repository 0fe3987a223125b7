import { expect, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { signedIn } from './members-page.ts';

const browser = await openChromium();

const acmeWithTeams = async () => {
  const acme = await organization();
  const create = async (name: string): Promise<string> =>
    (await acme.admin.post(`${acme.path}/teams`, { name })).body.id;
  return { acme, legal: await create('Legal'), sales: await create('Sales') };
};

test('a team that is deleted before invitations are sent is taken out, and the dialog says so', {
  tags: ['guide/teams'],
}, async () => {
  const { acme, legal, sales } = await acmeWithTeams();
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members`);
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(fresh('ann'));
  await dialog.getByPlaceholder('Choose teams').click();
  for (const name of ['Legal', 'Sales']) await page.getByRole('option', { name }).click();
  await page.keyboard.press('Tab');
  await acme.admin.delete(`${acme.path}/teams/${sales}`);
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('A team was deleted').waitFor();
  await expect.poll(() => dialog.getByRole('alert').count()).toBe(1);
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('1 invitation sent.').waitFor();
  const { body } = await acme.admin.get(`${acme.path}/invitations?status=pending`);
  expect(body.items[0].teamIds).toEqual([legal]);
});

test('a team that is deleted before a member is saved is taken out, and the dialog says so', async () => {
  const { acme, legal, sales } = await acmeWithTeams();
  const bob = fresh('bob');
  await acme.join(bob, { role: 'user', teamIds: [legal] });
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members`);
  await page
    .getByRole('row')
    .filter({ hasText: bob })
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: /role and teams/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Teams (optional)').first().click();
  await page.getByRole('option', { name: 'Sales' }).click();
  await page.keyboard.press('Tab');
  await acme.admin.delete(`${acme.path}/teams/${sales}`);
  await dialog.getByLabel('Viewer').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('A team was deleted').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { body } = await acme.admin.get(`${acme.path}/members?emailPrefix=${encodeURIComponent(bob)}`);
  expect(body.items[0]).toMatchObject({ role: 'viewer', teamIds: [legal] });
});
