import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { linkIn, openChromium, openPage, signInAtGoogle } from './browser.ts';

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

test('an admin invites people through the dialog, and one of them joins by the link in the mail', async () => {
  const { page } = await signedInAdmin();
  const email = fresh('ann');
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(`Ann Lee <${email}>; not-an-address`);
  await page.keyboard.press('Enter');
  await dialog.getByText('One address can’t be invited').waitFor();
  await dialog.getByText('After sending, 49 of 50').waitFor();
  await dialog.getByRole('button', { name: 'Take it out' }).click();
  await dialog.getByLabel('Viewer').check();
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.getByText('One invitation is on its way.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await page.getByRole('table', { name: 'Pending Invitations' }).getByText(email).first().waitFor();

  const [mail] = await mailsTo(email);
  const invitee = await openPage(browser, { width: 390, height: 844 });
  await invitee.goto(linkIn(mail?.text ?? ''));
  await invitee.getByText('as Viewer').waitFor();
  expect(new URL(invitee.url()).hash).toBe('');
  await invitee.getByRole('button', { name: 'Accept with Google' }).click();
  await signInAtGoogle(invitee, email, 'Ann Lee');
  await invitee.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  await invitee.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
  expect(await invitee.getByRole('button', { name: 'Invite Members' }).count()).toBe(0);
});

test('an admin revokes a pending invitation, and its link says so', async () => {
  const { acme, page } = await signedInAdmin();
  const email = fresh('ann');
  await acme.invite(email);
  const [mail] = await mailsTo(email);
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await page.getByRole('button', { name: `Revoke the invitation of ${email}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No invitation is waiting for an answer.').waitFor();

  const invitee = await openPage(browser);
  await invitee.goto(linkIn(mail?.text ?? ''));
  await invitee.getByRole('heading', { name: 'This invitation was revoked' }).waitFor();
});

test('a wrong account is told which to use, and switches to it without losing the invitation', async () => {
  const { email, link } = await invited();
  const page = await openPage(browser);
  await page.goto(link);
  await page.getByRole('button', { name: 'Accept with Google' }).click();
  await signInAtGoogle(page, fresh('bob'), 'Bob');
  await page.getByRole('heading', { name: 'This invitation is for another account' }).waitFor();
  await page.getByText('a•••@x.test').waitFor();
  await page.getByRole('button', { name: 'Switch account' }).click();
  await signInAtGoogle(page, email, 'Ann');
  await page.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
});

test('a used link and an incomplete one say what they are', async () => {
  const { acme, email, link } = await invited();
  const page = await openPage(browser);
  await page.goto(link.slice(0, -3));
  await page.getByRole('heading', { name: 'This invitation link is incomplete' }).waitFor();
  await acme.join(email.replace('ann', 'eve'));
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: 'Accept with Google' }).click();
  await signInAtGoogle(page, email, 'Ann');
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('heading', { name: 'You are a member of Acme' }).waitFor();
});

test('a person in no organization is told what to do, and one with an open invitation accepts it without the email', async () => {
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
  await stranger.getByRole('heading', { name: 'You are in no organization yet' }).waitFor();
});
