import { expect, inject, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { linkIn, openChromium, openPage, signInAtGoogle } from './browser.ts';
import { signInTo } from './signed-in.ts';

const browser = await openChromium();

const signedInAdmin = async () => {
  const acme = await organization({ plan: 'standard' });
  const page = await openPage(browser);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await signInAtGoogle(page, acme.adminEmail, 'Alice Admin');
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  return { acme, page };
};

const invited = async (role = 'user') => {
  const acme = await organization();
  const email = fresh('ann');
  const invitation = await acme.invite(email, { role });
  const [mail] = await mailsTo(email);
  return { acme, email, invitation, link: linkIn(mail?.text ?? '') };
};

test('an admin invites people through the dialog, and one of them joins by the link in the mail', {
  tags: ['promise/links', 'guide/open-invite-dialog', 'guide/pending-tab', 'guide/new-user'],
}, async () => {
  const { page } = await signedInAdmin();
  const email = fresh('ann');
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(`Ann Lee <${email}>; not-an-address`);
  await page.keyboard.press('Enter');
  await dialog.getByText('1 entry without an email was left out: “not-an-address”.').waitFor();
  await dialog.getByText('1 of 50 pending invitations used after sending.').waitFor();
  await dialog.getByLabel('Viewer').check();
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.getByText('1 invitation sent.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await page.getByRole('table', { name: 'Pending Invitations' }).getByText(email).first().waitFor();

  const [mail] = await mailsTo(email);
  const invitee = await openPage(browser, { width: 390, height: 844 });
  await invitee.goto(linkIn(mail?.text ?? ''));
  await invitee.getByText('as a Viewer').waitFor();
  expect(new URL(invitee.url()).hash).toBe('');
  await invitee.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await signInAtGoogle(invitee, email, 'Ann Lee');
  await invitee.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  await invitee.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
  expect(await invitee.getByRole('button', { name: 'Invite Members' }).count()).toBe(0);
});

test('an admin revokes a pending invitation, and its link says so', { tags: ['guide/revoke'] }, async () => {
  const { acme, page } = await signedInAdmin();
  const email = fresh('ann');
  await acme.invite(email);
  const [mail] = await mailsTo(email);
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await page.getByRole('button', { name: `Revoke the invitation to ${email}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No pending invitations.').waitFor();

  const invitee = await openPage(browser);
  await invitee.goto(linkIn(mail?.text ?? ''));
  await invitee.getByRole('heading', { name: 'This invitation was revoked' }).waitFor();
});

test('a wrong account sees which one to use, and switches to it without losing the invitation', {
  tags: ['guide/wrong-account'],
}, async () => {
  const { email, link } = await invited();
  const page = await openPage(browser);
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await signInAtGoogle(page, fresh('bob'), 'Bob');
  await page.getByRole('heading', { name: 'You’re signed in with a different account' }).waitFor();
  await page.getByText('a•••@x.test').waitFor();
  await page.getByRole('button', { name: 'Switch account' }).click();
  await signInAtGoogle(page, email, 'Ann');
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
});

test('a used link and an incomplete one say what they are', async () => {
  const { acme, email, link } = await invited();
  const page = await openPage(browser);
  await page.goto(link.slice(0, -3));
  await page.getByRole('heading', { name: 'Open your invitation again' }).waitFor();
  expect(page.url()).toBe(`${inject('url')}/invitation`);
  await acme.join(email.replace('ann', 'eve'));
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await signInAtGoogle(page, email, 'Ann');
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('heading', { name: 'You’re a member of Acme' }).waitFor();
});

test('an invitee who is signed in as the invited person accepts at once, without Google', {
  tags: ['guide/signed-in-invitee'],
}, async () => {
  const { acme, email, link } = await invited();
  const page = await openPage(browser);
  await signInTo(page, { email, name: 'Ann' });
  await page.getByRole('heading', { name: 'You’re invited' }).waitFor();
  // From an email, a link opens in a new tab.
  const tab = await page.context().newPage();
  await tab.goto(link);
  await tab.getByText(`Signed in as ${email}`).waitFor();
  expect(tab.url()).toBe(`${inject('url')}/invitation`);
  expect(await axeViolations(tab)).toEqual([]);
  expect(await tab.getByRole('button', { name: /Google/ }).count()).toBe(0);
  await tab.getByRole('button', { name: 'Accept invitation' }).click();
  await tab.waitForURL(`**${acme.path}/**`);
});

// What mail clients and chats make of the link: all forms are in the tests of tokenIn.
test.each([
  ['%23 for # (Safe Links)', (token: string) => `/invitation%23${token}`],
  ['%2523 for #', (token: string) => `/invitation%2523${token}`],
  ['a slash before #', (token: string) => `/invitation/#${token}`],
  ['capital letters', (token: string) => `/INVITATION/#${token}`],
  ['the token in the path', (token: string) => `/Invitation/${token}.`],
  ['the token in the query', (token: string) => `/invitation?${token}&fbclid=abc`],
  ['the path lost', (token: string) => `/#${token}`],
  ['parameters and a bracket behind', (token: string) => `/invitation#${token})&utm_source=mail`],
  ['a space and a zero-width space inside', (token: string) => `/invitation#${token.replace('.', '.%20\u200b')}`],
] as const)(
  'a link with %s opens the invitation, and no token stays in the address bar',
  { tags: ['guide/damaged-link'] },
  async (_, form) => {
    const { link } = await invited();
    const page = await openPage(browser);
    await page.goto(form(link.split('#')[1] ?? ''));
    await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
    expect(page.url()).toBe(`${inject('url')}/invitation`);
    await page.reload();
    await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
  },
);

test('a browser that stores nothing for the site shows the invitation, and says what signing in needs', {
  tags: ['guide/storage-blocked'],
}, async () => {
  const { link } = await invited();
  const page = await openPage(browser);
  await page.addInitScript(`
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get: () => { throw new DOMException('Access is denied', 'SecurityError'); } });
    window.BroadcastChannel = class { constructor() { throw new DOMException('Access is denied', 'SecurityError'); } };
  `);
  await page.goto(link);
  await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
  expect(page.url()).toBe(`${inject('url')}/invitation`);
  await page.getByRole('alert').getByText('Allow this site to store data').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goto('/');
  await page.getByRole('alert').getByText('Allow this site to store data').waitFor();
});

test('a storage that is full shows the invitation, and says what signing in needs', async () => {
  const { link } = await invited();
  const page = await openPage(browser);
  await page.addInitScript(`
    Storage.prototype.setItem = () => { throw new DOMException('Full', 'QuotaExceededError'); };
  `);
  await page.goto(link);
  await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
  expect(page.url()).toBe(`${inject('url')}/invitation`);
  await page.getByRole('alert').getByText('no space left').waitFor();
});

test('the start page explains how to join, and lists open invitations to accept without the email', async () => {
  const { email } = await invited();
  const page = await openPage(browser);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await signInAtGoogle(page, email, 'Ann');
  await page.getByRole('button', { name: 'Accept the invitation to Acme' }).click();
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Account menu for Ann' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with Google' }).waitFor();

  const stranger = await openPage(browser);
  await stranger.goto('/');
  await stranger.getByRole('button', { name: 'Sign in with Google' }).click();
  await signInAtGoogle(stranger, fresh('stranger'), 'Sam');
  await stranger.getByRole('heading', { name: 'You’re not in an organization yet' }).waitFor();
});
