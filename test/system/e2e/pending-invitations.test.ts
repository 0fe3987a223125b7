import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { useUpEmails } from '#test/support/aws-of-run.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { sidewaysScroll, signedIn } from './members-page.ts';

const browser = await openChromium();

const acmeInviting = async (count: number) => {
  const acme = await organization();
  const emails = Array.from({ length: count }, (_, index) => fresh(`person${index}`));
  const answer = await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'viewer' });
  const ids: string[] = answer.body.results.map((result: { invitation: { id: string } }) => result.invitation.id);
  return { acme, emails, ids, here: `${acme.path}/settings/members/pending` };
};

test('revoking several invitations at once shows which one was already revoked', {
  tags: ['guide/several-at-once'],
}, async () => {
  const { acme, emails, ids, here } = await acmeInviting(4);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await page.getByLabel('Select all on this page').check();
  await page.getByLabel(`Select ${emails[3]}`).uncheck();
  await page.getByText('3 selected', { exact: true }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await acme.admin.post(`${acme.path}/invitations/${ids[0]}/revoke`);
  // No list comes any more: what is shown is what the answers say.
  await page.route('**/invitations?*', () => undefined);
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Their links will stop working immediately.').waitFor();
  await dialog.getByRole('button', { name: 'Revoke 3 invitations' }).click();
  await dialog.getByText('2 of 3 revoked.').waitFor();
  await dialog.getByText('1 couldn’t be revoked').waitFor();
  await dialog.getByText('This invitation has already been revoked.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText(emails[0] ?? '').waitFor({ state: 'detached' });
  expect(await page.getByRole('row').count()).toBe(2);
  await page.getByText(emails[3] ?? '').waitFor();
});

test('an admin sends the emails of several invitations again at once', async () => {
  const { acme, emails, here } = await acmeInviting(2);
  for (const email of emails) await mailsTo(email);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Resend', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Resend 2 invitations' }).click();
  await dialog.getByText('2 of 2 resent.').waitFor();
  for (const email of emails) await mailsTo(email, 2);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.getByText('2 emails').count()).toBe(2);
});

test('an admin who sends an email again too soon sees how long to wait, then sends it', {
  tags: ['guide/resend-in-pending'],
}, async () => {
  const { acme, emails, here } = await acmeInviting(1);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  const path = '**/resend';
  await page.route(path, (route) =>
    route.fulfill({
      status: 429,
      contentType: 'application/problem+json',
      headers: { 'retry-after': '2' },
      json: { title: 'Too soon', status: 429, code: 'resend_too_soon', detail: 'Try again in 2 seconds.' },
    }),
  );
  await page.getByRole('button', { name: `Resend invitation to ${emails[0]}` }).click();
  await page.getByRole('button', { name: /Resend \([12]s\)/ }).waitFor();
  await page.getByText('Try again in 2 seconds.').waitFor();
  await page.unroute(path);
  await page.getByRole('button', { name: `Resend invitation to ${emails[0]}` }).click();
  await page.getByText(`Invitation resent to ${emails[0]}.`).waitFor();
  await page.getByText('2 emails').waitFor();
  await mailsTo(emails[0] ?? '', 2);
});

test('an admin who used up all emails of an invitation reads why it can’t be resent', async () => {
  const { acme, emails, ids, here } = await acmeInviting(1);
  await mailsTo(emails[0] ?? '');
  await useUpEmails((await acme.admin.get(`${acme.path}/invitations/${ids[0]}`)).body);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  const resend = page.getByRole('button', { name: `Resend invitation to ${emails[0]}` });
  await page.getByText('5 emails', { exact: true }).waitFor();
  expect(await resend.getAttribute('aria-disabled')).toBe('true');
  await resend.press('Enter');
  await page.getByText('You’ve sent this invitation 5 times, the maximum. Revoke it and send a new one.').waitFor();
  await page.getByRole('button', { name: emails[0] ?? '', exact: true }).click();
  await page.getByRole('list', { name: 'What to do' }).getByText('5 times, the maximum').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('an admin invites again from a revoked invitation, with the same role and teams', {
  tags: ['guide/status-revoked'],
}, async () => {
  const acme = await organization();
  const team = await acme.admin.post(`${acme.path}/teams`, { name: 'Compliance' });
  const email = fresh('ann');
  const { id } = await acme.invite(email, { role: 'admin', teamIds: [team.body.id] });
  await acme.admin.post(`${acme.path}/invitations/${id}/revoke`);
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members/pending`);
  await page.getByText('No pending invitations.').waitFor();
  await page.getByLabel('Status').selectOption('Revoked');
  await page.getByRole('button', { name: `Invite again: ${email}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByRole('button', { name: `Remove ${email}` }).waitFor();
  expect(await dialog.getByLabel('Admin').isChecked()).toBe(true);
  await dialog.getByText('Compliance').first().waitFor();
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByText('1 invitation sent.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByLabel('Status').selectOption('Pending');
  await page.getByRole('table', { name: 'Pending Invitations' }).getByText(email).waitFor();
  const [renewed] = (await acme.admin.get(`${acme.path}/invitations?status=pending`)).body.items;
  expect(renewed).toMatchObject({ email, role: 'admin', teamIds: [team.body.id] });
});

test('an admin finds pending invitations by the beginning of the email, the others by all of it', async () => {
  const { emails, acme, here } = await acmeInviting(2);
  const page = await signedIn(browser, { email: acme.adminEmail }, here);
  const search = page.getByLabel('Search by email');
  await search.fill((emails[1] ?? '').slice(0, 9).toUpperCase());
  await page.getByText(emails[0] ?? '').waitFor({ state: 'detached' });
  await page.getByText(emails[1] ?? '').waitFor();
  await page.getByLabel('Status').selectOption('Expired');
  await page.getByText('To find these invitations, enter a full email.').waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
  await search.fill(emails[1] ?? '');
  await page.getByText(`No expired invitation for ${emails[1]}.`).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.getByText('No expired invitations.').waitFor();
  expect(await search.inputValue()).toBe('');
  await page.getByLabel('Status').selectOption('Pending');
  await search.fill('absent');
  await page.getByText('No pending invitation for “absent”.').waitFor();
});

test('one invitation shows its history under a link of its own', async () => {
  const acme = await organization();
  const email = fresh('ann');
  await acme.join(email, { role: 'viewer' });
  const page = await signedIn(
    browser,
    { email: acme.adminEmail },
    `${acme.path}/settings/members/pending?status=accepted`,
  );
  await page.getByRole('button', { name: email, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Invitation' });
  const steps = dialog.getByText(/^(Accepted|Sent)$/);
  await expect.poll(() => steps.count()).toBeGreaterThanOrEqual(3);
  await dialog.getByText(`(${email})`).first().waitFor();
  expect(new URL(page.url()).searchParams.get('invitation')).not.toBeNull();
  await page.reload();
  await dialog.getByRole('heading', { name: email }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goBack();
  await dialog.waitFor({ state: 'detached' });
  await page.goto(`${acme.path}/settings/members/pending?invitation=absent`);
  await dialog.getByText('There is no such invitation.').waitFor();
});

test('a pending invitation says what to try where no email arrived, that it can’t be edited or extended, and until when it lives', {
  tags: ['guide/not-received', 'guide/no-editing', 'guide/expires-after-7-days'],
}, async () => {
  const { acme, emails, ids, here } = await acmeInviting(1);
  await mailsTo(emails[0] ?? '');
  const page = await signedIn(browser, { email: acme.adminEmail }, `${here}?invitation=${ids[0]}`);
  const dialog = page.getByRole('dialog', { name: 'Invitation' });
  await dialog.getByText('ask them to look in spam').waitFor();
  await dialog.getByText('Invitations can’t be edited or extended.').waitFor();
  await dialog.getByText('(in 7 days)').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog', { name: 'Revoke this invitation?' }).getByRole('button', { name: 'Revoke' }).click();
  // The advice says these words as well.
  await dialog.getByRole('button', { name: 'Invite again' }).waitFor();
  expect(await dialog.getByText('can’t be edited').count()).toBe(0);
});

test('an email that bounced or was not sent says so, among the members too, and that it still counts', {
  tags: ['guide/undelivered'],
}, async () => {
  const acme = await organization({ plan: 'standard' });
  const here = `${acme.path}/settings/members/pending`;
  const emails = [fresh('ann'), fresh('bob'), fresh('cleo')];
  await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'viewer' });
  const page = await signedIn(browser, { email: acme.adminEmail }, acme.path, { width: 390, height: 844 });
  const bounced = { delivery: 'bounced', deliveryReason: 'suppressed' };
  const changed = (invitation: { email: string }) => {
    if (invitation.email === emails[2]) return { ...invitation, ...bounced };
    if (invitation.email === emails[1]) return { ...invitation, delivery: 'complained' };
    return { ...invitation, delivery: 'failed', deliveryReason: 'recipient_limit_reached' };
  };
  await page.route('**/invitations?status=pending*', async (route) => {
    const answer = await route.fetch();
    const { items, ...page } = await answer.json();
    await route.fulfill({ response: answer, json: { ...page, items: items.map(changed) } });
  });
  await page.route('**/invitations/*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: changed(await answer.json()) });
  });
  await page.goto(here);
  await page.getByText('2 emails weren’t delivered, 1 was marked as spam').waitFor();
  await page.getByText('These invitations still count toward your limit.').waitFor();
  await page.getByText('Daily limit reached').waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  for (const email of emails)
    expect(
      await page.getByRole('button', { name: `Resend invitation to ${email}` }).getAttribute('aria-disabled'),
    ).toBe('true');
  await page.getByRole('button', { name: `Bounced. See why the email to ${emails[2]} wasn’t delivered` }).click();
  await page.getByRole('dialog').getByText('This invitation still counts toward your limit.').waitFor();
  await page.goto(`${acme.path}/settings/members?status=invited`);
  await page
    .getByRole('table', { name: 'Members' })
    .getByRole('button', { name: /^Bounced/ })
    .waitFor();
});

test('an invitation that is at the limit of the plan says what makes room', async () => {
  const acme = await organization({ plan: 'standard' });
  const emails = Array.from({ length: 50 }, (_, n) => fresh(`person${n}`));
  expect((await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'viewer' })).status).toBe(201);
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members/pending`);
  await page.getByText('You’ve reached your plan’s limit of 50 pending invitations').waitFor();
  await page.getByRole('tab', { name: 'Pending Invitations 50' }).waitFor();
  await page
    .getByRole('button', { name: /^Revoke the invitation/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('tab', { name: 'Pending Invitations 49' }).waitFor();
  await page.getByText('reached your plan’s limit').waitFor({ state: 'detached' });
});

test('a row whose person was invited again, or has joined since, says so in place of the button', async () => {
  const acme = await organization();
  const [ann, bob, cleo] = [fresh('ann'), fresh('bob'), fresh('cleo')];
  for (const email of [ann, bob, cleo]) {
    const { id } = await acme.invite(email);
    await acme.admin.post(`${acme.path}/invitations/${id}/revoke`);
  }
  await acme.join(bob);
  const page = await signedIn(
    browser,
    { email: acme.adminEmail },
    `${acme.path}/settings/members/pending?status=revoked`,
  );
  const rowOf = (email: string) => page.getByRole('row').filter({ hasText: email });
  await rowOf(bob).getByText('Now a member').waitFor();
  await rowOf(ann)
    .getByRole('button', { name: `Invite again: ${ann}` })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: /^Pending Invitations/, selected: true }).waitFor();
  await page.getByLabel('Status').selectOption('Revoked');
  await rowOf(ann)
    .getByRole('button', { name: /^Invited again/ })
    .click();
  await page.getByRole('dialog', { name: 'Invitation' }).getByText('Pending', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await rowOf(cleo)
    .getByRole('button', { name: `Invite again: ${cleo}` })
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
});
