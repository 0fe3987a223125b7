import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { linkIn, openChromium, openPage } from './browser.ts';
import { adminAt, signInTo } from './signed-in.ts';
import { styleOf } from './style-of.ts';

const browser = await openChromium();

test('axe finds no violation on the invitation page and for an incomplete link', async () => {
  const { invite } = await organization();
  const email = fresh('ann');
  await invite(email);
  const [mail] = await mailsTo(email);
  const page = await openPage(browser);
  await page.goto(linkIn(mail?.text ?? ''));
  await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goto('/invitation#incomplete');
  await page.getByRole('heading', { name: 'Open your invitation again' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('axe finds no violation on the sign-in page, after a canceled sign-in, and on open invitations', async () => {
  const { invite } = await organization();
  const email = fresh('ann');
  await invite(email);
  const page = await openPage(browser);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goto('/signed-in?error=access_denied&state=none');
  await page.getByRole('heading', { name: 'You’re not signed in' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await signInTo(page, { email, name: 'Ann' });
  await page.getByRole('heading', { name: 'You’re invited' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('axe finds nothing wrong with the menus of an admin, wide and on a phone', async () => {
  const { page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.getByRole('button', { name: 'Acme' }).click();
  await page.getByRole('menuitem', { name: /Acme/ }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Account menu for Alice Admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Open menu' }).click();
  await page.getByRole('link', { name: 'Audit Log' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Audit Log' }).click();
  await page.getByRole('heading', { name: 'Audit Log' }).waitFor();
  await page.getByRole('button', { name: 'Open menu' }).waitFor();
});

test('axe finds nothing wrong while notices are up, nor with a button that counts down', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  await acme.invite(bob);
  const { id } = await acme.invite(fresh('eve'));
  await acme.invite(ann);
  await acme.admin.post(`${acme.path}/invitations/${id}/revoke`);
  await page.goto(`${acme.path}/settings/members/pending`);
  const resend = (email: string) => page.getByRole('button', { name: new RegExp(`^Resend.*${email}`) });
  await resend(ann).click();
  // Notices stay for as long as one is looked at.
  await page.getByText(`Invitation resent to ${ann}.`).hover();
  await page.route('**/resend', (route) =>
    route.fulfill({
      status: 429,
      headers: { 'retry-after': '59' },
      json: { code: 'resend_too_soon', detail: 'Wait.' },
    }),
  );
  await resend(bob).click();
  await page.getByText(`Couldn’t resend to ${bob}`).waitFor();
  await page.getByRole('button', { name: /^Resend \(\d+s\) invitation to bob/ }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goto(`${acme.path}/settings/members/pending?status=revoked`);
  await page.getByRole('button', { name: 'Invite again: eve' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('axe finds no violation on any admin page, in empty lists and in dialogs', {
  tags: ['guide/accessible'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  const { body: team } = await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  const bob = fresh('bob');
  await acme.join(bob, { role: 'admin', teamIds: [team.id] });
  await acme.invite(fresh('ann'), { teamIds: [team.id] });
  const visits: readonly (readonly [path: string, shown: string | RegExp, press?: RegExp, asked?: string | RegExp])[] =
    [
      ['settings/members', bob],
      ['settings/members?status=invited', /^ann/, /^Revoke the invitation/, 'will stop working immediately'],
      ['settings/members?email=absent', 'No members match these filters.'],
      ['settings/members', bob, /^Actions for bob|^Actions for/, 'Edit role and teams'],
      ['settings/members', bob, /^Invite Members/, 'Choose teams'],
      ['settings/members/pending', /^ann/, /^Revoke the invitation/, 'will stop working immediately'],
      ['settings/members/pending?status=accepted', bob],
      ['settings/members/pending?status=expired', 'No expired invitations.'],
      ['settings/members/pending?email=absent@x.test', 'No pending invitation for absent@x.test.'],
      ['settings/teams', 'Sales', /^Create team/, 'Cancel'],
      ['settings/teams', 'Sales', /^Delete team/, 'No one loses access'],
      ['settings/organization', 'Plan and usage'],
      ['admin/audit-log', `invited ${bob} as an Admin`],
      ['admin/audit-log?category=team', 'created the team Sales'],
    ];
  for (const [path, shown, press, asked] of visits) {
    await page.goto(`${acme.path}/${path}`);
    await page.getByRole('main').getByText(shown).filter({ visible: true }).first().waitFor();
    if (press) await page.getByRole('button', { name: press }).first().click();
    if (asked) await page.getByText(asked).or(page.getByPlaceholder(asked)).filter({ visible: true }).first().waitFor();
    expect([path, asked, await axeViolations(page)]).toEqual([path, asked, []]);
  }
});

/** Returns true if two elements differ in background color. */
const tellsApart = async (one: Locator, other: Locator): Promise<boolean> =>
  (await styleOf(one, 'backgroundColor')) !== (await styleOf(other, 'backgroundColor'));

test('states and edges are seen in forced colors', async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  for (const name of ['ann', 'bob']) await acme.invite(fresh(name));
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${acme.path}/settings/members/pending`);
  const boxes = page.getByRole('checkbox', { name: /^Select (ann|bob)/ });
  await boxes.nth(1).waitFor();
  // Browsers draw their own checkboxes in these colors; the row has an outline.
  const rows = page.getByRole('row').filter({ has: boxes });
  const outline = (n: number) => styleOf(rows.nth(n), 'outlineStyle');
  await boxes.nth(0).check();
  await expect.poll(() => outline(0)).toBe('solid');
  expect(await outline(1)).toBe('none');
  const tabs = page.getByRole('tab');
  expect(await styleOf(tabs.nth(0), 'borderBottomColor')).not.toBe(await styleOf(tabs.nth(1), 'borderBottomColor'));
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  expect(await tellsApart(link('Members'), link('Teams'))).toBe(true);
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.waitFor();
  expect(await styleOf(dialog, 'borderTopWidth')).toBe('1px');
  const role = (name: string) => dialog.getByRole('radio', { name });
  await role('Viewer').check();
  await expect.poll(() => tellsApart(role('Viewer'), role('Admin'))).toBe(true);
  await expect.poll(() => tellsApart(role('User'), role('Admin'))).toBe(false);
});

test('a text button looks like a link in the dark', async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  await acme.invite(fresh('ann'));
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${acme.path}/settings/members/pending`);
  await page.getByRole('checkbox', { name: /^Select ann/ }).check();
  const address = await styleOf(page.getByRole('button', { name: /^ann/ }), 'color');
  expect(await styleOf(page.getByRole('button', { name: 'Clear selection' }), 'color')).toBe(address);
  expect(await styleOf(page.getByRole('button', { name: /^Revoke the/ }), 'color')).not.toBe(address);
});

test('each page and each tab of Members has a title of its own', async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  for (const [path, title] of [
    ['settings/members', 'Members'],
    ['settings/members/pending', 'Pending Invitations'],
    ['settings/teams', 'Teams'],
    ['settings/organization', 'Organization'],
    ['admin/audit-log', 'Audit Log'],
  ]) {
    await page.goto(`${acme.path}/${path}`);
    await expect.poll(() => page.title()).toBe(`${title} · Acme · PartnerAlly`);
  }
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await expect.poll(() => page.title()).toBe('Pending Invitations · Acme · PartnerAlly');
});

test('a notice that a resend failed stays until it is closed, one that it was done goes by itself', async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  await acme.invite(ann);
  await acme.invite(bob);
  await page.clock.install();
  await page.goto(`${acme.path}/settings/members/pending`);
  const resend = (email: string) => page.getByRole('button', { name: new RegExp(`^Resend.*${email}`) });
  const notice = (email: string) => page.getByRole('alert').filter({ hasText: email });
  await resend(ann).click();
  await notice(ann).waitFor();
  await page.route('**/resend', (route) => route.fulfill({ status: 409, json: { code: 'x', detail: 'It broke.' } }));
  await resend(bob).click();
  await notice(bob).getByText('It broke.').waitFor();
  await page.clock.fastForward(60_000);
  await notice(ann).waitFor({ state: 'detached' });
  expect(await notice(bob).isVisible()).toBe(true);
  await notice(bob).getByRole('button', { name: 'Close' }).click();
  await page.clock.runFor(2000);
  await notice(bob).waitFor({ state: 'detached' });
});
