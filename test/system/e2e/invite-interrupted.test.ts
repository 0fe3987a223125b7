import { expect, test } from 'vitest';
import { fresh, mailsTo } from '#test/support/api.ts';
import { openChromium } from './browser.ts';
import { countPending, isInviting, openInviteDialog } from './open-invite-dialog.ts';
import { paste } from './paste.ts';

const browser = await openChromium();

test('a request whose response is lost is sent again, without inviting anyone twice', {
  tags: ['guide/interrupted'],
}, async () => {
  const { acme, page, dialog } = await openInviteDialog(browser);
  const emails = [fresh('ann'), fresh('bob')];
  await paste(page, emails.join('\n'));
  await dialog.getByRole('button', { name: 'Send All (2)' }).waitFor();
  const keys: string[] = [];
  await page.route('**/invitations', async (route) => {
    if (!isInviting(route)) return route.fallback();
    keys.push((await route.request().headerValue('idempotency-key')) ?? '');
    if (keys.length > 1) return route.fallback();
    await route.fetch();
    return route.abort();
  });
  await dialog.getByRole('button', { name: 'Send All (2)' }).click();
  await dialog.getByText('2 invitations sent.').waitFor();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  for (const email of emails) await mailsTo(email);
  expect(await countPending(acme)).toBe(2);
});

test('emails that time ran out for are sent again with one press', async () => {
  const { acme, page, dialog } = await openInviteDialog(browser);
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  await paste(page, `${ann} ${bob}`);
  await dialog.getByRole('button', { name: 'Send All (2)' }).waitFor();
  let asked = 0;
  await page.route('**/invitations', async (route) => {
    if (!isInviting(route)) return route.fallback();
    asked += 1;
    if (asked > 1) return route.fallback();
    const answer = await acme.admin.post(`${acme.path}/invitations`, { emails: [ann], role: 'user' });
    const late = { email: bob, outcome: 'rejected', code: 'try_again', detail: 'Time ran out.' };
    return route.fulfill({ status: 207, json: { results: [...answer.body.results, late] } });
  });
  await dialog.getByRole('button', { name: 'Send All (2)' }).click();
  await dialog.getByText('1 invitation sent. 1 email not invited.').waitFor();
  await dialog.getByRole('button', { name: 'Retry' }).click();
  await dialog.getByText('2 invitations sent.').waitFor();
  await mailsTo(bob);
});

test('a connection that is lost in the middle is named first, and the rest is resumed', {
  tags: ['guide/interrupted'],
}, async () => {
  const { acme, page, dialog } = await openInviteDialog(browser, { plan: 'enterprise' });
  await paste(page, Array.from({ length: 250 }, () => fresh('p')).join('\n'));
  await dialog.getByRole('button', { name: 'Send All (250)' }).waitFor();
  let sent = 0;
  const lost = Promise.withResolvers<void>();
  await page.route('**/invitations', async (route) => {
    if (!isInviting(route)) return route.fallback();
    sent += 1;
    if (sent === 1) return route.fallback();
    await lost.promise;
    return route.abort('internetdisconnected');
  });
  await dialog.getByRole('button', { name: 'Send All (250)' }).click();
  await dialog.getByText('Sending 100 of 250…').waitFor();
  expect(await dialog.getByRole('button', { name: 'Close (when sending is finished)' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.goBack();
  await dialog.getByText('Keep this page open until it’s finished.').waitFor();
  const asksBeforeClosing = await page.evaluate(`(() => {
    const closing = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(closing);
    return closing.defaultPrevented;
  })()`);
  expect(asksBeforeClosing).toBe(true);
  lost.resolve();
  await dialog.getByText('100 of 250 sent.').waitFor();
  expect(await dialog.getByRole('alert').getByText('No connection').isVisible()).toBe(true);
  await page.unroute('**/invitations');
  await dialog.getByRole('button', { name: 'Resume (150 left)' }).click();
  await dialog.getByText('250 invitations sent.').waitFor();
  expect(await countPending(acme)).toBe(250);
});
