import { expect, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';
import { openChromium } from './browser.ts';
import { sidewaysScroll } from './members-page.ts';
import { adminAt } from './signed-in.ts';

const browser = await openChromium();

const widths = [320, 390, 767, 768, 769, 820, 1024, 1280];
const pages = [
  'settings/members',
  'settings/members?status=all',
  'settings/members/pending',
  'settings/members/pending?status=revoked',
  'settings/teams',
  'settings/organization',
  'admin/audit-log',
];

test('an admin reaches every section and scrolls nothing sideways, from a small phone to a desktop', {
  tags: ['guide/open-members'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const name = 'Team of everything that has to do with compliance';
  const { body: team } = await acme.admin.post(`${acme.path}/teams`, { name });
  const long = () => fresh('somebody.with.quite.a.long.address.in.a.department');
  await acme.join(long(), { role: 'viewer', teamIds: [team.id] });
  await acme.invite(long(), { teamIds: [team.id] });
  const { id } = await acme.invite(long());
  await acme.admin.post(`${acme.path}/invitations/${id}/revoke`);
  for (const path of pages) {
    await page.goto(`${acme.path}/${path}`);
    await page
      .getByText(/somebody\.with|Team of everything|Every domain|Anyone can be invited/i)
      .first()
      .waitFor();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      expect([path, width, await sidewaysScroll(page)]).toEqual([path, width, 0]);
      const menu = page.getByRole('button', { name: 'Open menu' });
      if (width < 768) await menu.click();
      for (const section of ['Settings', 'Members', 'Teams', 'Organization', 'Audit Log'])
        await page.getByRole('link', { name: section, exact: true }).waitFor();
      if (width < 768) await page.getByRole('button', { name: 'Close menu' }).click();
      expect(await menu.isVisible()).toBe(width < 768);
    }
  }
});

test('an admin on a tablet held upright sees every action of a pending invitation within the page', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const email = fresh('ann');
  await acme.invite(email);
  for (const width of [320, 820, 1279, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${acme.path}/settings/members/pending`);
    for (const name of [/^Resend.*invitation to/, `Revoke the invitation to ${email}`]) {
      const box = await page.getByRole('button', { name }).boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
    }
  }
});

test('all of a button that counts down is seen', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  await acme.invite(fresh('ann'));
  await page.route('**/settings.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), resendPauseSeconds: 60 } });
  });
  await page.goto(`${acme.path}/settings/members/pending`);
  await page.getByRole('button', { name: /^Resend invitation/ }).hover();
  const button = page.getByRole('button', { name: /^Resend \(\d\ds\)/ });
  await button.waitFor();
  const hidden = await page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.querySelector('button[aria-label^="Resend ("]');
    return scrollWidth - clientWidth;
  })()`);
  expect(hidden).toBe(0);
});

test('columns keep their widths while an invitation waits to be resent', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  await acme.invite(fresh('ann'));
  await page.route('**/settings.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), resendPauseSeconds: 600 } });
  });
  await page.clock.install();
  await page.goto(`${acme.path}/settings/members/pending`);
  const left = async () => (await page.getByRole('button', { name: /^Revoke/ }).boundingBox())?.x;
  await page.getByRole('button', { name: /^Resend invitation/ }).hover();
  await page.getByRole('button', { name: /^Resend \(\d+s\)/ }).waitFor();
  const waiting = await left();
  await page.clock.fastForward(600_000);
  await page.getByRole('button', { name: /^Resend invitation/ }).waitFor();
  expect(await left()).toBe(waiting);
});

const longName = 'Donau'.repeat(12);

/** Widths of a small phone, of a tablet, and of both at 200 %, which halves them. */
const zoomed = [320, 512, 640];

test('no page scrolls sideways when the organization has a name of 60 letters in one word', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams', { name: longName });
  await acme.admin.post(`${acme.path}/teams`, { name: longName });
  const other = await organization({ name: longName });
  await other.invite(acme.adminEmail);
  const email = fresh(`${'long'.repeat(13)}`);
  await acme.invite(email);
  const shown: readonly (readonly [path: string, text: string | RegExp, press?: string | RegExp])[] = [
    ['settings/members', 'Active', new RegExp(longName)],
    ['settings/members', 'Active', 'Account menu for Alice Admin'],
    ['settings/members/pending', email.slice(0, 20), /^Revoke/],
    ['settings/members/pending', email.slice(0, 20), /^Resend/],
    ['settings/teams', longName, /^Delete team/],
    ['settings/organization', 'Plan and usage'],
    ['admin/audit-log', 'created the organization'],
    ['nowhere', 'The link may be wrong'],
    ['/open-invitations', longName],
    ['/organizations/none/settings/members', 'signed in as'],
  ];
  for (const [path, text, press] of shown)
    for (const width of zoomed) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(path.startsWith('/') ? path : `${acme.path}/${path}`);
      await page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor();
      if (press) await page.getByRole('button', { name: press }).first().click();
      await expect.poll(async () => [path, press, width, await sidewaysScroll(page)]).toEqual([path, press, width, 0]);
    }
});
