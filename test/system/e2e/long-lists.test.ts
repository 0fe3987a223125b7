import type { Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { signedIn } from './members-page.ts';

const browser = await openChromium();

const many = 170;

const acmeInvitingMany = async () => {
  const acme = await organization();
  const emails = Array.from({ length: many }, (_, index) => fresh(`person${String(index).padStart(3, '0')}`));
  expect((await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'viewer' })).status).toBe(201);
  return { acme, emails, here: `${acme.path}/settings/members/pending` };
};

const rowsDrawn = (page: Page): Promise<number> => page.locator('tr[data-row]').count();

/** Scrolls to the end until there is nothing more to load. */
const scrollToEnd = async (page: Page, end: string): Promise<void> => {
  await expect
    .poll(async () => {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      return page.getByText(end).count();
    })
    .toBe(1);
};

const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement?.ariaLabel');

const askedFor = (page: Page, part: string) => {
  const asked: string[] = [];
  page.on('request', (request: Request) => {
    if (request.url().includes(part)) asked.push(request.url());
  });
  return asked;
};

test('a long list draws the rows in view and loads the rest as it is scrolled; all of it is on paper', {
  tags: ['guide/long-lists'],
}, async () => {
  const { acme, emails, here } = await acmeInvitingMany();
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await page.getByText(emails.at(-1) ?? '').waitFor();
  await page.getByRole('tab', { name: 'Pending Invitations 50+' }).waitFor();
  const table = page.getByRole('table', { name: 'Pending Invitations' });
  expect(await table.getAttribute('aria-rowcount')).toBe('-1');
  await scrollToEnd(page, emails[0] ?? '');
  expect(await table.getAttribute('aria-rowcount')).toBe(String(many + 1));
  const last = page.getByRole('row').filter({ hasText: emails[0] ?? '' });
  expect(await last.getAttribute('aria-rowindex')).toBe(String(many + 1));
  expect(await rowsDrawn(page)).toBeLessThan(60);
  await page.getByText(`${many} pending invitations`, { exact: true }).waitFor();
  expect(await axeViolations(page)).toEqual([]);

  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
  expect(await rowsDrawn(page)).toBe(many);
  await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
  await expect.poll(() => rowsDrawn(page)).toBeLessThan(60);
});

test('however much of a list is loaded, coming back to it asks for its first page and the one in view', async () => {
  const { acme, emails, here } = await acmeInvitingMany();
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await scrollToEnd(page, emails[0] ?? '');
  // What emails still leave is asked for by the clock, with the same two requests.
  const asked = askedFor(page, '/invitations?status=pending');
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  await expect.poll(() => asked.length).toBeGreaterThanOrEqual(2);
  expect(new Set(asked).size).toBe(2);
  expect(asked.filter((url) => !url.includes('cursor='))).not.toHaveLength(0);
});

test('a row keeps the focus while it is scrolled out of view, and the Tab key continues from it', async () => {
  const { acme, emails, here } = await acmeInvitingMany();
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  const name = (n: number) => `Revoke the invitation to ${emails[n]}`;
  await page.getByRole('button', { name: name(many - 1) }).focus();
  await scrollToEnd(page, emails[0] ?? '');
  expect(await focused(page)).toBe(name(many - 1));
  for (let stop = 0; stop < 4; stop += 1) await page.keyboard.press('Tab');
  expect(await focused(page)).toBe(name(many - 2));
});

test('selecting all selects the rows that are not drawn, too', async () => {
  const { acme, emails, here } = await acmeInvitingMany();
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await scrollToEnd(page, emails[0] ?? '');
  await page.getByLabel('Select all on this page').check();
  await page.getByText(`${many} selected`, { exact: true }).waitFor();
});

test('among all people, members come first, and invitations are asked for after the last of them', async () => {
  const { acme, emails } = await acmeInvitingMany();
  const page = await signedIn(browser, { email: acme.adminEmail });
  await page.route(/\/v1\/.*\/members(\?|$)/, async (route) => {
    const answer = await route.fetch({
      url: route
        .request()
        .url()
        .replace(/cursor=next/, ''),
    });
    const body = await answer.json();
    const isFirst = !route.request().url().includes('cursor=next');
    const items = isFirst ? body.items : [{ ...body.items[0], userId: 'zoe', name: 'Zoe', email: 'zoe@x.test' }];
    await route.fulfill({ response: answer, json: { items, nextCursor: isFirst ? 'next' : null } });
  });
  await page.goto(`${acme.path}/settings/members?status=all`);
  await page.getByText(emails.at(-1) ?? '').waitFor();
  const names = await page.locator('tr[data-row]').allTextContents();
  expect(names[0]).toContain('Alice Admin');
  expect(names[1]).toContain('Zoe');
  expect(names[2]).toContain(emails.at(-1));
  await page.getByRole('columnheader', { name: 'Joined / expires' }).waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a role that no invitation has is looked for in three more pages, then when the admin asks for more', async () => {
  const { acme } = await acmeInvitingMany();
  const page = await signedIn(browser, { email: acme.adminEmail });
  const asked = askedFor(page, '/invitations?status=pending');
  // As if there were no end of them.
  await page.route('**/invitations?status=pending*', async (route) => {
    const answer = await route.fetch({
      url: route
        .request()
        .url()
        .replace(/&cursor=[^&]*/, ''),
    });
    const { items } = await answer.json();
    const others = items.map((item: { id: string }) => ({ ...item, id: `${item.id}-${asked.length}` }));
    await route.fulfill({ response: answer, json: { items: others, nextCursor: `next-${asked.length}` } });
  });
  const pages = () => new Set(asked.filter((url) => url.includes('cursor='))).size;
  await page.goto(`${acme.path}/settings/members?status=invited&role=admin`);
  await expect.poll(pages).toBe(3);
  const more = page.getByRole('button', { name: 'Show more' });
  await more.click({ trial: true });
  expect(pages()).toBe(3);
  await more.click();
  await expect.poll(pages).toBe(4);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
