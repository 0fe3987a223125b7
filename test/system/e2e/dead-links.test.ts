import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { linkIn, openChromium, openPage, signInAtGoogle } from './browser.ts';
import { adminAt, signInTo } from './signed-in.ts';

const browser = await openChromium();

const invited = async (facts: Parameters<typeof organization>[0] = {}, name = 'ann') => {
  const acme = await organization(facts);
  const email = fresh(name);
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

/** A page of a person who is a member of this organization, and of another of the same name that they used last. */
const signedInMember = async (acme: Awaited<ReturnType<typeof organization>>): Promise<Page> => {
  const { acme: other, page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await acme.join(other.adminEmail);
  return page;
};

const accept = async (page: Page, link: string, email: string): Promise<void> => {
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await signInAtGoogle(page, email, 'Ann');
};

test('an expired link says whom to ask for a new invitation', { tags: ['guide/link-expired'] }, async () => {
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
  await page.getByText('Check your inbox for a newer invitation first.').waitFor();
});

test('a dead link shows the person’s other invitations, and they accept one there', {
  tags: ['guide/dead-link-offers-others'],
}, async () => {
  const { acme, email, invitation, link } = await invited();
  await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`);
  await acme.invite(email, { role: 'viewer' });
  const page = await openPage(browser);
  await signInTo(page, { email, name: 'Ann' });
  await page.goto(link);
  await saysOn(page, 'This invitation was revoked', 'Alice Admin invited you to join as a Viewer.');
  await page.getByRole('button', { name: 'Accept the invitation to Acme' }).click();
  await page.getByText('You’ve joined as a Viewer.').waitFor();
});

// Every organization of these tests has the same name.
test('a dead link never leads to another organization of the same name', async () => {
  const { acme, invitation, link } = await invited();
  await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`);
  const { acme: other, page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.goto(link);
  await page.getByRole('link', { name: 'Go to my organizations' }).click();
  await page.waitForURL(`**${other.path}/**`);

  const own = await signedInMember(acme);
  await own.goto(link);
  await own.getByRole('link', { name: 'Open Acme' }).click();
  await own.waitForURL(`**${acme.path}/**`);
});

test('a revoked link says whom to ask', { tags: ['guide/link-revoked'] }, async () => {
  const { acme, invitation, link } = await invited();
  await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`);
  const page = await openPage(browser);
  await page.goto(link);
  await saysOn(page, 'This invitation was revoked', 'Contact Alice Admin');
});

test('a link that was cut short says how to get all of it, and so does the page without a link', {
  tags: ['guide/link-incomplete'],
}, async () => {
  const { link } = await invited();
  const page = await openPage(browser);
  await page.goto(link.slice(0, -3));
  await saysOn(page, 'Open your invitation again', /isn’t complete, or something was added to it/);
  await page.goto('about:blank');
  await page.goto(`${link.slice(0, -1)}${link.endsWith('A') ? 'E' : 'A'}`);
  await saysOn(page, 'Open your invitation again', /isn’t complete, or something was added to it/);
  const other = await openPage(browser);
  await other.goto('/invitation');
  await saysOn(other, 'Open your invitation again', /copy the whole link/);
  await other.getByText('Sign in to go to your organization.').waitFor();
});

test('a used link opens the organization for its member, and shows others that it has been used', {
  tags: ['guide/used-link'],
}, async () => {
  const { acme, email, link } = await invited();
  const page = await openPage(browser);
  await accept(page, link, email);
  await page.getByText('Welcome to Acme').waitFor();
  await page.getByRole('table', { name: 'Members' }).waitFor();
  await page.goto('about:blank');
  await page.goto(link);
  await saysOn(page, 'You’re a member of Acme', 'You’re all set.');
  await page.getByRole('link', { name: 'Open Acme' }).click();
  await page.waitForURL(`**${acme.path}/settings/members`);
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();

  const stranger = await openPage(browser);
  await stranger.goto(link);
  await saysOn(stranger, 'This invitation has already been used', 'ask Alice Admin for a new one');
  expect(await stranger.getByText('This invitation has already been used').count()).toBe(1);

  const { body } = await acme.admin.get(`${acme.path}/members?emailPrefix=${email}`);
  await acme.admin.delete(`${acme.path}/members/${body.items[0].userId}`);
  await page.goto('about:blank');
  await page.goto(link);
  await saysOn(page, 'This invitation has already been used', /If that was you/);
});

test('another invitation shows a member that they have joined, and offers to switch accounts', {
  tags: ['guide/already-a-member'],
}, async () => {
  const { acme, email, link } = await invited();
  const second = await openPage(browser);
  await acme.join(email.replace('ann', 'eve'));
  await second.route('**/v1/invitations/accept', (route) =>
    route.fulfill({ status: 409, json: { code: 'already_member', detail: 'You are a member already.' } }),
  );
  await accept(second, link, email);
  await saysOn(second, 'You’re already a member', /joined through another invitation/);
  await second.getByRole('button', { name: 'Switch account' }).waitFor();
});

test('a full organization shows whom to ask, and lets the invitee join once there is room', async () => {
  const { acme, email, link } = await invited({ memberLimit: 2 });
  const taker = fresh('bob');
  await acme.join(taker);
  const page = await openPage(browser);
  await accept(page, link, email);
  await saysOn(page, 'The organization is full', /Ask an admin to free up a place/);
  const { body } = await acme.admin.get(`${acme.path}/members?emailPrefix=${taker}`);
  await acme.admin.delete(`${acme.path}/members/${body.items[0].userId}`);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
});

test('an unverified address shows how to verify it and to sign in again', async () => {
  const { email, link } = await invited();
  const page = await openPage(browser);
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor();
  await page.getByRole('checkbox').uncheck();
  await signInAtGoogle(page, email, 'Ann');
  await saysOn(page, 'Your email isn’t verified yet', /Verify it with Google/);
  await page.getByRole('button', { name: 'Switch account' }).waitFor();
});

test('an invitation shows a wrong account before accepting, and opens again after switching accounts', async () => {
  const { email, link } = await invited();
  const page = await openPage(browser);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  const wrong = fresh('bob');
  await signInAtGoogle(page, wrong, 'Bob');
  await page.getByRole('heading', { name: 'You’re not in an organization yet' }).waitFor();
  await page.goto(link);
  await saysOn(page, 'You’re signed in with a different account', wrong);
  await page.getByText('a•••@x.test').waitFor();
  await page.getByText(`ask Alice Admin to invite ${wrong}`).waitFor();
  expect(await page.getByRole('link', { name: 'Go to my organizations' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Switch account' }).click();
  await signInAtGoogle(page, email, 'Ann');
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
});

test('a person with the wrong account gets to their own organizations', async () => {
  // The masked addresses differ in their first letter.
  const { acme, link } = await invited({}, 'zoe');
  const { acme: other, page } = await adminAt(browser, 'settings/teams');
  await page.getByRole('heading', { name: 'No teams yet' }).waitFor();
  await page.goto(link);
  await saysOn(page, 'You’re signed in with a different account', `ask Alice Admin to invite ${other.adminEmail}`);
  await page.getByRole('link', { name: 'Go to my organizations' }).click();
  await page.waitForURL(`**${other.path}/**`);

  await acme.join(other.adminEmail);
  await page.goto(link);
  await page.getByText('You’re already a member of Acme with this account.').waitFor();
  await page.getByRole('link', { name: 'Open Acme' }).click();
  await page.waitForURL(`**${acme.path}/**`);
});

test('an invitation that does not load can be tried again', async () => {
  const { link } = await invited();
  const page = await openPage(browser);
  await page.route('**/v1/invitations/preview', (route) => route.abort('internetdisconnected'));
  await page.goto(link);
  await saysOn(page, 'We couldn’t load the invitation', 'Check your internet connection');
  await page.unroute('**/v1/invitations/preview');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
});
