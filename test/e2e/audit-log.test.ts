import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, type organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { adminAt, memberAt } from './signed-in.ts';

const browser = await openChromium();

/** Waits until the log holds what was done: it follows from the table's stream. */
const recorded = async ({ admin, path }: Awaited<ReturnType<typeof organization>>, count: number) =>
  expect
    .poll(async () => (await admin.get(`${path}/audit-events?limit=100`)).body.items.length, { interval: 100 })
    .toBe(count);

const sentences = async (page: Page): Promise<string[]> => page.getByRole('main').getByRole('listitem').allInnerTexts();

const csvOf = async (page: Page): Promise<{ name: string; csv: string }> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  return { name: download.suggestedFilename(), csv: await readFile(await download.path(), 'utf8') };
};

// created, sent, accepted, joined
const eventsOfStart = 4;

test('an admin reads each event as a sentence with its facts, and filters by category, address and one invitation', async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const { body: team } = await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  const invitation = await acme.invite(ann, { role: 'viewer', teamIds: [team.id] });
  await acme.invite(bob);
  await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`);
  await recorded(acme, eventsOfStart + 4);
  await page.reload();
  await page.getByText(`Alice Admin invited ${ann} as Viewer`).waitFor();
  await page.getByText('Teams: Sales · Expires').first().waitFor();
  await page.getByText('Alice Admin created the team Sales').waitFor();
  expect(await axeViolations(page)).toEqual([]);

  expect(await page.getByRole('button', { name: 'Clear filters' }).count()).toBe(0);
  await page.getByLabel('Category').selectOption('Invitation');
  await page.getByText('created the team Sales').waitFor({ state: 'hidden' });
  expect(new URL(page.url()).search).toBe('?category=invitation');
  await page
    .getByRole('button', { name: `History of the invitation to ${ann}` })
    .first()
    .click();
  await page.getByText(`invited ${bob}`).waitFor({ state: 'hidden' });
  const history = await sentences(page);
  expect(history).toHaveLength(2);
  expect(history[0]).toContain(`revoked the invitation to ${ann}`);
  expect(await axeViolations(page)).toEqual([]);

  await page.goBack();
  await page.getByText(`invited ${bob}`).waitFor();
  const address = page.getByRole('textbox', { name: 'Address' });
  await address.fill(bob.slice(0, 5));
  await address.press('Enter');
  await page.getByText('Type the whole address').waitFor();
  await address.fill(bob.toUpperCase());
  await address.press('Enter');
  await page.getByText(`invited ${ann}`).waitFor({ state: 'hidden' });
  await expect.poll(() => sentences(page)).toHaveLength(1);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ email: bob });
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('created the team Sales').waitFor();
});

test('an admin sees what one person did, and what happened on given days; a reload shows the same', async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const ann = fresh('ann');
  const caller = await acme.join(ann, { role: 'admin' });
  await caller.post(`${acme.path}/teams`, { name: 'Sales' });
  await recorded(acme, eventsOfStart + 4);
  await page.reload();
  await page.getByRole('combobox', { name: 'Done by' }).fill(ann);
  await page.getByRole('option', { name: new RegExp(ann) }).click();
  await page.getByText(`Alice Admin invited ${ann}`).waitFor({ state: 'hidden' });
  await expect.poll(() => sentences(page)).toHaveLength(3);
  await page.reload();
  await page.getByText('created the team Sales').waitFor();
  await expect.poll(() => sentences(page)).toHaveLength(3);
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await page.getByText('No event fits these filters.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show all events' }).click();
  await page.getByText(`Alice Admin invited ${ann}`).waitFor();
});

test('an admin scrolls through more events than one page, and exports all that match as one CSV file', async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const emails = Array.from({ length: 120 }, (_, index) => fresh(`p${index}`));
  await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'user' });
  await expect
    .poll(
      async () =>
        (await acme.admin.get(`${acme.path}/audit-events`, undefined, { headers: { accept: 'text/csv' } })).text.split(
          '\r\n',
        ).length - 2,
    )
    .toBe(eventsOfStart + emails.length);
  await page.reload();
  const events = page.getByRole('main').getByRole('listitem');
  await events.first().waitFor();
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 5000);
      return events.count();
    })
    .toBe(eventsOfStart + emails.length);
  await page.goto(`${acme.path}/admin/audit-log?category=invitation`);
  await events.first().waitFor();
  const { name, csv } = await csvOf(page);
  expect(name).toMatch(/^audit-log-acme-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = csv.trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^\u{feff}id,type,category,/u);
  expect(lines.slice(1)).toHaveLength(emails.length + 2);
  for (const email of emails) expect(csv).toContain(email);
});

test('an export of several parts is one file with one header; cancelled, it is none', async () => {
  const { page } = await adminAt(browser, 'admin/audit-log');
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/audit-events*', async (route) => {
    if (route.request().headers().accept !== 'text/csv') return route.fallback();
    const second = new URL(route.request().url()).searchParams.has('cursor');
    if (second) await held;
    return route.fulfill({
      status: 200,
      headers: { 'content-type': 'text/csv', ...(!second && { 'next-cursor': 'second' }) },
      body: second ? 'e3,c\r\n' : 'id,type\r\ne1,a\r\ne2,b\r\n',
    });
  });
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await page.getByText('2 events so far…').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Export CSV' }).waitFor();
  release();
  expect((await csvOf(page)).csv).toBe('\u{feff}id,type\r\ne1,a\r\ne2,b\r\ne3,c\r\n');
});

test.each(['user', 'viewer'] as const)(
  'a %s has no Audit Log in the menu, and is told so by a deep link',
  async (role) => {
    const { acme } = await adminAt(browser, 'admin/audit-log');
    const { page } = await memberAt(browser, acme, { role, path: 'admin/audit-log' });
    await page.getByRole('heading', { name: 'Only admins can see the audit log' }).waitFor();
    expect(await page.getByRole('link', { name: 'Audit Log' }).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Go to Members' }).click();
    await page.getByRole('table', { name: 'Members' }).waitFor();
  },
);
