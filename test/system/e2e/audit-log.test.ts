import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, type organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { adminAt, memberAt } from './signed-in.ts';
import { styleOf } from './style-of.ts';

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

test('the audit log shows events as sentences, filtered by category, email and invitation', {
  tags: ['guide/activity-logged'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const { body: team } = await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  const invitation = await acme.invite(ann, { role: 'viewer', teamIds: [team.id] });
  await acme.invite(bob);
  await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`);
  await recorded(acme, eventsOfStart + 4);
  await page.reload();
  await page.getByText(`Alice Admin (${acme.adminEmail}) invited ${ann} as a Viewer`).waitFor();
  await page.getByText('Teams: Sales · Expires').first().waitFor();
  await page.getByText(`Alice Admin (${acme.adminEmail}) created the team Sales`).waitFor();
  expect(await axeViolations(page)).toEqual([]);

  expect(await page.getByRole('button', { name: 'Clear filters' }).count()).toBe(0);
  await page.getByLabel('Category').selectOption('Invitation');
  await page.getByText('created the team Sales').waitFor({ state: 'hidden' });
  expect(new URL(page.url()).search).toBe('?category=invitation');
  await page
    .getByRole('button', { name: `View history of the invitation to ${ann}` })
    .first()
    .click();
  await page.getByText(`invited ${bob}`).waitFor({ state: 'hidden' });
  const history = await sentences(page);
  expect(history).toHaveLength(2);
  expect(history[0]).toContain(`revoked the invitation to ${ann}`);
  expect(await axeViolations(page)).toEqual([]);

  await page.goBack();
  await page.getByText(`invited ${bob}`).waitFor();
  const email = page.getByRole('combobox', { name: 'Email' });
  await email.fill(`\u{200b}${bob.toUpperCase()}\u{feff} `);
  await email.press('Enter');
  await page.getByText(`invited ${ann}`).waitFor({ state: 'hidden' });
  await expect.poll(() => sentences(page)).toHaveLength(1);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ email: bob });
  await page.getByText('A category replaces it.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('created the team Sales').waitFor();
});

test('a part of an email offers the members that begin so, and shows no events of another filter', async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const ann = fresh('ann');
  await acme.join(ann);
  await recorded(acme, eventsOfStart + 3);
  await page.reload();
  await page.getByText(`Alice Admin (${acme.adminEmail}) invited ${ann}`).waitFor();
  const email = page.getByRole('combobox', { name: 'Email' });
  await email.fill(ann.slice(0, 6));
  await email.press('Enter');
  await page.getByText('Enter a full email to see its events.').waitFor();
  expect(await sentences(page)).toEqual([]);
  expect(await page.getByRole('button', { name: 'Export CSV' }).isDisabled()).toBe(true);
  expect(await axeViolations(page)).toEqual([]);
  await email.fill(ann.slice(0, 7));
  await page.getByRole('option', { name: ann }).click();
  await expect.poll(() => sentences(page)).toHaveLength(3);
  expect(new URL(page.url()).searchParams.get('email')).toBe(ann);
});

test('an admin sees what one person did, and what happened on given days; a reload shows the same', async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const ann = fresh('ann');
  const caller = await acme.join(ann, { role: 'admin' });
  await caller.post(`${acme.path}/teams`, { name: 'Sales' });
  await recorded(acme, eventsOfStart + 4);
  await page.reload();
  await page.getByRole('combobox', { name: 'Performed by' }).fill(ann);
  await page.getByRole('option', { name: new RegExp(ann) }).click();
  await page.getByText(`Alice Admin (${acme.adminEmail}) invited ${ann}`).waitFor({ state: 'hidden' });
  await expect.poll(() => sentences(page)).toHaveLength(3);
  await page.reload();
  await page.getByText('created the team Sales').waitFor();
  await expect.poll(() => sentences(page)).toHaveLength(3);
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await page.getByText('No events match these filters.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show all events' }).click();
  await page.getByText(`Alice Admin (${acme.adminEmail}) invited ${ann}`).waitFor();
});

test('Performed by names a person who left the organization, also after a reload without events', async () => {
  const { acme, page } = await adminAt(browser, 'admin/audit-log');
  const ann = fresh('ann');
  const caller = await acme.join(ann, { role: 'admin' });
  await caller.post(`${acme.path}/teams`, { name: 'Sales' });
  const { body: me } = await caller.get('/me');
  await acme.admin.delete(`${acme.path}/members/${me.user.id}`);
  await recorded(acme, eventsOfStart + 5);
  await page.reload();
  const person = page.getByRole('combobox', { name: 'Performed by' });
  await page
    .getByRole('button', { name: `Show events by ${me.user.name}` })
    .first()
    .click();
  await expect.poll(() => sentences(page)).toHaveLength(3);
  expect(await person.inputValue()).toBe(`${me.user.name} (${ann})`);
  await page.goto(`${acme.path}/admin/audit-log?person=${me.user.id}&to=2020-01-01`);
  await page.getByText('No events match these filters.').waitFor();
  await expect.poll(() => person.inputValue()).toBe(`${me.user.name} (${ann})`);
});

test('a day typed digit by digit stays as typed, and filters once', async () => {
  const { page } = await adminAt(browser, 'admin/audit-log');
  await page.getByText('created the organization Acme').waitFor();
  const entries = await page.evaluate('history.length');
  for (const [label, name] of [
    ['From', 'from'],
    ['To', 'to'],
  ] as const) {
    const field = page.getByLabel(label, { exact: true });
    await field.focus();
    for (const digit of '11302026') {
      await page.keyboard.press(digit);
      expect(new URL(page.url()).searchParams.has(name)).toBe(false);
    }
    expect(await field.inputValue()).toBe('2026-11-30');
    await (name === 'from' ? page.keyboard.press('Enter') : field.blur());
    await expect.poll(() => new URL(page.url()).searchParams.get(name)).toBe('2026-11-30');
    expect(await field.inputValue()).toBe('2026-11-30');
  }
  expect(await page.evaluate('history.length')).toBe(entries);
});

test('a day that is typed in part says so, and filters nothing', async () => {
  const { page } = await adminAt(browser, 'admin/audit-log?category=team');
  const field = page.getByLabel('From', { exact: true });
  await field.focus();
  await page.keyboard.type('11');
  await field.blur();
  await page.getByText('Enter a full date').waitFor();
  expect(new URL(page.url()).search).toBe('?category=team');
  await field.fill('2026-11-30');
  await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe('2026-11-30');
  await page.getByText('Enter a full date').waitFor({ state: 'hidden' });
  await page.getByLabel('To', { exact: true }).fill('2026-11-29');
  await page.getByText('Must be on or after the From date').waitFor();
});

test('two filters that are chosen in the same moment both count', async () => {
  const { page } = await adminAt(browser, 'admin/audit-log');
  await page.getByText('created the organization Acme').waitFor();
  await page.evaluate(`(() => {
    const change = (label, value) => {
      const field = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label).control;
      const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
      set.call(field, value);
      field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
    };
    change('Category', 'team');
    change('From', '2026-01-01');
    change('To', '2030-01-01');
  })()`);
  const wanted = { category: 'team', from: '2026-01-01', to: '2030-01-01' };
  await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual(wanted);
  expect(await page.getByLabel('Category').inputValue()).toBe('team');
});

test('an event that happens while the log is open appears without a reload', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  await page.clock.install();
  await recorded(acme, eventsOfStart);
  await page.goto(`${acme.path}/admin/audit-log`);
  await expect.poll(() => sentences(page)).toHaveLength(eventsOfStart);
  await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  await recorded(acme, eventsOfStart + 1);
  await page.clock.fastForward(20_000);
  await page.getByText(`Alice Admin (${acme.adminEmail}) created the team Sales`).waitFor();
  expect(await sentences(page)).toHaveLength(eventsOfStart + 1);
});

test('a browser in German shows dates and times in English, with the time zone named', async () => {
  const { acme, page } = await adminAt(
    browser,
    'admin/audit-log',
    {},
    { locale: 'de-DE', timezoneId: 'Europe/Berlin' },
  );
  await acme.invite(fresh('ann'));
  await recorded(acme, eventsOfStart + 1);
  await page.reload();
  await page.getByText('Times are in Central European Time.').waitFor();
  await page.getByRole('heading', { level: 2, name: /^[A-Z][a-z]+day, [A-Z][a-z]+ \d+, \d{4}$/ }).waitFor();
  await page
    .getByText(/Expires [A-Z][a-z]+ \d+, \d{4} at \d+:\d\d [AP]M GMT\+[12]/)
    .first()
    .waitFor();
  await page.goto(`${acme.path}/settings/members/pending`);
  await page
    .getByRole('main')
    .getByTitle(/^[A-Z][a-z]+ \d+, \d{4} at \d+:\d\d [AP]M GMT\+[12]$/)
    .first()
    .waitFor();
});

test('names of actors stay at the left where they wrap on a phone', async () => {
  const { page } = await adminAt(browser, 'admin/audit-log', {}, { width: 320 });
  const actor = page.getByRole('button', { name: 'Show events by Alice Admin' }).first();
  await actor.waitFor();
  expect(await styleOf(actor, 'textAlign')).toBe('start');
});

test('an admin scrolls through more events than one page, and exports all that match as one CSV file', {
  tags: ['guide/view-history'],
}, async () => {
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
  await page.getByText('Exporting… (2 events)').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Export CSV' }).waitFor();
  release();
  expect((await csvOf(page)).csv).toBe('\u{feff}id,type\r\ne1,a\r\ne2,b\r\ne3,c\r\n');
});

test.each(['user', 'viewer'] as const)(
  'a %s has no Audit Log in the menu, and a link to it shows that it is for admins',
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
