import { expect, test } from 'vitest';
import { fresh } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { adminAt, memberAt } from './signed-in.ts';

const browser = await openChromium();

test('an admin sees the plan and what is used of it, and where to ask for more', {
  tags: ['guide/plan-specifics'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/organization', { plan: 'standard', memberLimit: 7 });
  await acme.invite('ann@x.test');
  await page.reload();
  await page.getByText('Standard').waitFor();
  await page.getByText('1 of 50').waitFor();
  await page.getByText('1 of 7').waitFor();
  await page.getByText('Contact PartnerAlly support').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('an organization without limits shows “unlimited”', { tags: ['guide/enterprise-unlimited'] }, async () => {
  const { page } = await adminAt(browser, 'settings/organization', { plan: 'enterprise' });
  await page.getByText('Unlimited', { exact: true }).waitFor();
  await page.getByText('1 (unlimited)').waitFor();
});

test('an admin allows a domain, gets a warning for a public one, and sees invitations outside of the list', {
  tags: ['guide/change-domains'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/organization');
  await acme.invite('ann@elsewhere.test');
  await page.reload();
  await page.getByText('Anyone can be invited, whatever their email domain.').waitFor();
  const field = page.getByRole('textbox', { name: 'Add a domain' });
  await field.fill('ann@acme.test');
  await field.press('Enter');
  await page.getByText('“ann@acme.test” isn’t a valid domain.').waitFor();
  await field.fill('Acme.TEST, gmail.com');
  await field.press('Enter');
  await page.getByText('gmail.com is open to everyone').waitFor();
  await page.getByText('1 pending invitation doesn’t match these domains').waitFor();
  await page.getByText('ann@elsewhere.test').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove gmail.com' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Allowed email domains saved.').waitFor();
  const { body } = await acme.admin.get(acme.path);
  expect(body.allowedEmailDomains).toEqual(['acme.test']);
});

test('Save changes adds the domain that is typed in the field, and stops at a faulty one', async () => {
  const { acme, page } = await adminAt(browser, 'settings/organization');
  const field = page.getByRole('textbox', { name: 'Add a domain' });
  const saved = async () => (await acme.admin.get(acme.path)).body.allowedEmailDomains;
  await field.fill('first.test');
  await field.press('Enter');
  await field.fill('second');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('“second” isn’t a valid domain.').waitFor();
  expect(await saved()).toEqual([]);
  await field.fill('second.test\u200b');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('button', { name: 'Remove second.test' }).waitFor();
  await expect.poll(saved).toEqual(['first.test', 'second.test']);
  expect(await field.inputValue()).toBe('');
});

test('an admin sees all pending invitations outside of the new domains, and revokes one or all of them', {
  tags: ['guide/domains-affect-new-only'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/organization');
  const emails = Array.from({ length: 60 }, (_, index) => fresh(`p${index}`));
  await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'user' });
  await page.reload();
  const field = page.getByRole('textbox', { name: 'Add a domain' });
  await field.fill('bücher.example');
  await field.press('Enter');
  await page.getByText('bücher.example (xn--bcher-kva.example)').waitFor();
  await page.getByText('60 pending invitations don’t match these domains').waitFor();
  const outside = page
    .getByRole('list', { name: 'Pending invitations that don’t match these domains' })
    .getByRole('listitem');
  expect(await outside.count()).toBe(5);
  await page.getByRole('button', { name: 'Show more (55 left)' }).click();
  await page.getByRole('button', { name: 'Show more (5 left)' }).click();
  expect(await outside.count()).toBe(60);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: `Revoke the invitation to ${emails[0]}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Revoke 1 invitation' }).click();
  await dialog.getByText('1 of 1 revoked.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Revoke all 59' }).click();
  await dialog.getByRole('button', { name: 'Revoke 59 invitations' }).click();
  await dialog.getByText('59 of 59 revoked.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('match these domains').waitFor({ state: 'detached' });
  expect((await acme.admin.get(`${acme.path}/invitations?status=pending`)).body.items).toEqual([]);
  await page.getByRole('button', { name: 'Discard changes' }).click();
});

test('an admin with unsaved domains is asked before they leave the page, and can go on', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('link', { name: 'Organization' }).click();
  const field = page.getByRole('textbox', { name: 'Add a domain' });
  await field.fill('acme.test');
  await field.press('Enter');
  await page.getByRole('link', { name: 'Teams' }).click();
  const question = page.getByRole('dialog', { name: 'Discard unsaved changes?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Remove acme.test' }).waitFor();
  await page.goBack();
  await question.waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Teams' }).click();
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('heading', { name: 'Teams', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Organization' }).click();
  await page.getByText('Anyone can be invited, whatever their email domain.').waitFor();
  expect((await acme.admin.get(acme.path)).body.allowedEmailDomains).toEqual([]);
});

test.each(['user', 'viewer'] as const)(
  'a %s reads the settings of the organization and can change none',
  async (role) => {
    const { acme } = await adminAt(browser, 'settings/organization');
    await acme.admin.put(`${acme.path}/allowed-email-domains`, { domains: ['x.test'] });
    const { page } = await memberAt(browser, acme, { role, path: 'settings/organization' });
    await page.getByRole('list', { name: 'Allowed Email Domains' }).getByText('x.test').waitFor();
    expect(await page.getByRole('button', { name: /Save|Remove|Add/ }).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  },
);
