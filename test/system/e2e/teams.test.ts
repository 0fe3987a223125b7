import { expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { adminAt, memberAt } from './signed-in.ts';

const browser = await openChromium();

test('an admin creates the first team, sees that a name is taken, and deletes the team', {
  tags: ['guide/teams'],
}, async () => {
  const { page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const create = async (name: string) => {
    const dialog = page.getByRole('dialog', { name: 'Create team' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Create team' }).click();
  };
  await page.getByRole('button', { name: 'Create team' }).click();
  await create('   ');
  await page.getByText('Enter a name.').waitFor();
  await create('Sales');
  await page.getByRole('table', { name: 'Teams' }).getByText('Sales').waitFor();
  await page.getByRole('button', { name: 'Create team' }).click();
  await create('SALES');
  await page.getByText('A team with this name already exists.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Delete team Sales' }).click();
  await page.getByText('No one loses access to the organization').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete team' }).click();
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
});

test('teams beyond the first page are a button away', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const names = Array.from({ length: 51 }, (_, index) => `Team ${String(index).padStart(2, '0')}`);
  for (const name of names) await acme.admin.post(`${acme.path}/teams`, { name });
  await page.reload();
  const teams = page.getByRole('table', { name: 'Teams' });
  await teams.getByText('Team 49').waitFor();
  expect(await teams.getByText('Team 50').count()).toBe(0);
  await page.getByRole('button', { name: 'Show more' }).click();
  await teams.getByText('Team 50').waitFor();
});

test.each(['user', 'viewer'] as const)('a %s sees the teams and can change none', async (role) => {
  const { acme } = await adminAt(browser, 'settings/teams');
  await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  const { page } = await memberAt(browser, acme, { role, path: 'settings/teams' });
  await page.getByRole('table', { name: 'Teams' }).getByText('Sales').waitFor();
  expect(await page.getByRole('button', { name: /team/i }).count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
});
