import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { useFaults } from '#test/support/fault-plan.ts';
import { linkIn, openChromium, openPage, signInAtGoogle } from './browser.ts';
import { adminAt, signInTo } from './signed-in.ts';

const browser = await openChromium();

// A run in which nothing goes wrong, and a week passes at once.
const clock = runningClock();
const late = useFaults({ clock: clock.hands });

test('an invitee joins by the first or the resent email, and the console and audit log show it', {
  tags: ['guide/send-one', 'guide/status-accepted', 'guide/accepted-and-active'],
}, async () => {
  const { acme, page } = await adminAt(browser, 'settings/members');
  await acme.admin.post(`${acme.path}/teams`, { name: 'Compliance' });
  const email = fresh('ann');
  await page.reload();
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(email);
  await dialog.getByLabel('Viewer').check();
  await dialog.getByPlaceholder('Choose teams').click();
  await page.getByRole('option', { name: 'Compliance' }).click();
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations' }).click();
  await mailsTo(email);
  await page.getByRole('button', { name: `Resend invitation to ${email}` }).click();
  await page.getByText('2 emails').waitFor();
  const [first, second] = await mailsTo(email, 2);
  expect(linkIn(second?.text ?? '')).toBe(linkIn(first?.text ?? ''));

  const invitee = await openPage(browser, { width: 390, height: 844 });
  await invitee.goto(linkIn(first?.text ?? ''));
  await invitee.getByText('Alice Admin has invited you to join Acme as a Viewer.').waitFor();
  await invitee.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await signInAtGoogle(invitee, email, 'Ann Lee');
  await invitee.getByText('Welcome to Acme').waitFor();
  await invitee.getByRole('table', { name: 'Members' }).getByText(email).waitFor();

  await page.getByLabel('Status').selectOption('Accepted');
  await page.getByRole('button', { name: email, exact: true }).click();
  const history = page.getByRole('dialog', { name: 'Invitation' });
  for (const step of ['Sent', 'Resent', 'Accepted'])
    await history.getByText(step, { exact: true }).and(page.locator('.mantine-Timeline-itemTitle')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Members' }).click();
  const row = page.getByRole('row').filter({ hasText: email });
  for (const fact of ['Viewer', 'Compliance', 'Active'])
    await row.getByRole('cell', { name: fact, exact: true }).waitFor();
  await page.getByRole('link', { name: 'Audit Log' }).click();
  await page.getByLabel('Category').selectOption('Invitation');
  for (const event of [
    `Alice Admin (${acme.adminEmail}) invited ${email} as a Viewer`,
    `Alice Admin (${acme.adminEmail}) resent the invitation to ${email}`,
    `Ann Lee (${email}) accepted the invitation to ${email}`,
  ])
    await page.getByText(event).waitFor();
});

test('an expired invitation shows as Expired to everyone, and the admin sends a new one from it', {
  tags: ['guide/status-expired', 'guide/expired'],
}, async () => {
  const url = late.url();
  const acme = await organization({}, url);
  const email = fresh('ann');
  await acme.admin.post(`${acme.path}/invitations`, { emails: [email], role: 'viewer' });
  const [mail] = await mailsTo(email, 1, url);
  clock.advance(7 * 24 * 60 * 60 * 1000);

  const invitee = await openPage(browser, { baseURL: url });
  await invitee.goto(linkIn(mail?.text ?? ''));
  await invitee.getByRole('heading', { name: 'This invitation has expired' }).waitFor();
  await invitee.getByText('Ask Alice Admin for a new one.').waitFor();

  const page = await openPage(browser, { baseURL: url });
  await signInTo(page, {
    email: acme.adminEmail,
    name: 'Alice Admin',
    path: `${acme.path}/settings/members/pending?status=expired`,
  });
  await page.getByRole('table', { name: 'Expired invitations' }).getByText(email).waitFor();
  await page.getByRole('button', { name: `Invite again: ${email}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByRole('button', { name: `Remove ${email}` }).waitFor();
  expect(await dialog.getByLabel('Viewer').isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('1 invitation sent.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Audit Log' }).click();
  await page.getByText(`The invitation to ${email} expired`).first().waitFor();
});
