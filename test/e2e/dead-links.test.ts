import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { linkIn, openChromium, openPage, signInAtGoogle } from './browser.ts';

const browser = await openChromium();

const invited = async (facts: Parameters<typeof organization>[0] = {}) => {
  const acme = await organization(facts);
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  const [mail] = await mailsTo(email);
  return { acme, email, invitation, link: linkIn(mail?.text ?? '') };
};

/** The page says this, in words that are no trouble to read or to hear. */
const saysOn = async (page: Page, title: string, next: string | RegExp): Promise<void> => {
  await page.getByRole('heading', { name: title }).waitFor();
  await page.getByText(next).first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
};

const accept = async (page: Page, link: string, email: string): Promise<void> => {
  await page.goto(link);
  await page.getByRole('button', { name: 'Accept with Google' }).click();
  await signInAtGoogle(page, email, 'Ann');
};

test('an expired link says whom to ask for a new invitation', async () => {
  const { link } = await invited();
  const page = await openPage(browser);
  await page.route('**/v1/invitations/preview', (route) =>
    route.fulfill({
      status: 410,
      json: { code: 'invitation_expired', detail: 'This invitation has expired. Ask Alice Admin for a new one.' },
    }),
  );
  await page.goto(link);
  await saysOn(page, 'This invitation has expired', 'Ask Alice Admin for a new one.');
});

test('a revoked link says whom to ask', async () => {
  const { acme, invitation, link } = await invited();
  await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`);
  const page = await openPage(browser);
  await page.goto(link);
  await saysOn(page, 'This invitation was revoked', 'Ask Alice Admin');
});

test('a link that was cut short says how to get all of it, and so does the page without a link', async () => {
  const { link } = await invited();
  const page = await openPage(browser);
  await page.goto(link.slice(0, -3));
  await saysOn(page, 'This invitation link is incomplete', /copy all of the address/);
  const other = await openPage(browser);
  await other.goto('/invitation');
  await saysOn(other, 'This invitation link is incomplete', /copy all of the address/);
});

test('a used link opens the organization of who used it; to others, and to who has left, it says what it is', async () => {
  const { acme, email, link } = await invited();
  const page = await openPage(browser);
  await accept(page, link, email);
  await page.getByText('Welcome to Acme').waitFor();
  await page.getByRole('table', { name: 'Members' }).waitFor();
  await page.goto('about:blank');
  await page.goto(link);
  await saysOn(page, 'You are a member of Acme', /nothing left to do/);
  await page.getByRole('link', { name: 'Open Acme' }).click();
  await page.waitForURL(`**${acme.path}/settings/members`);
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();

  const stranger = await openPage(browser);
  await stranger.goto(link);
  await saysOn(stranger, 'This invitation was used already', 'ask Alice Admin for a new one');
  expect(await stranger.getByText('This invitation was used already').count()).toBe(1);

  const { body } = await acme.admin.get(`${acme.path}/members?emailPrefix=${email}`);
  await acme.admin.delete(`${acme.path}/members/${body.items[0].userId}`);
  await page.goto('about:blank');
  await page.goto(link);
  await saysOn(page, 'This invitation was used already', /If it was you/);
});

test('a member who opens another invitation is told that they are one, and gets to the organization', async () => {
  const { acme, email, link } = await invited();
  const second = await openPage(browser);
  await second.route('**/v1/invitations/accept', (route) =>
    route.fulfill({ status: 409, json: { code: 'already_member', detail: 'You are a member already.' } }),
  );
  await accept(second, link, email);
  await saysOn(second, 'You are already a member', /joined by another invitation/);
  expect(acme.id).toBeTruthy();
});

test('an invitee of a full organization is told whom to ask, and gets in once there is room', async () => {
  const { acme, email, link } = await invited({ memberLimit: 2 });
  const taker = fresh('bob');
  await acme.join(taker);
  const page = await openPage(browser);
  await accept(page, link, email);
  await saysOn(page, 'The organization is full', /Ask an admin to make room/);
  const { body } = await acme.admin.get(`${acme.path}/members?emailPrefix=${taker}`);
  await acme.admin.delete(`${acme.path}/members/${body.items[0].userId}`);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Accept with Google' }).click();
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
});

test('an invitee whose address Google has not verified is told to verify it and to sign in again', async () => {
  const { email, link } = await invited();
  const page = await openPage(browser);
  await page.goto(link);
  await page.getByRole('button', { name: 'Accept with Google' }).click();
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor();
  await page.getByRole('checkbox').uncheck();
  await signInAtGoogle(page, email, 'Ann');
  await saysOn(page, 'Your address is not verified yet', /Verify it with Google/);
  await page.getByRole('button', { name: 'Sign in again' }).waitFor();
});

test('an invitee signed in as someone else is told before they try, switches, and comes back to the same invitation', async () => {
  const { email, link } = await invited();
  const page = await openPage(browser);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  const wrong = fresh('bob');
  await signInAtGoogle(page, wrong, 'Bob');
  await page.getByRole('heading', { name: 'You are in no organization yet' }).waitFor();
  await page.goto(link);
  await saysOn(page, 'This invitation is for another account', wrong);
  await page.getByText('a•••@x.test').waitFor();
  await page.getByRole('button', { name: 'Switch account' }).click();
  await signInAtGoogle(page, email, 'Ann');
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
});

test('an invitation that does not load can be tried again', async () => {
  const { link } = await invited();
  const page = await openPage(browser);
  await page.route('**/v1/invitations/preview', (route) => route.abort('internetdisconnected'));
  await page.goto(link);
  await saysOn(page, 'The invitation did not load', 'Check your internet connection');
  await page.unroute('**/v1/invitations/preview');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
});
