import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { linkIn, openChromium, openPage } from './browser.ts';
import { adminPages, keepBusy, openFirst, openPages } from './first-load.ts';
import { adminAt } from './signed-in.ts';

const browser = await openChromium();

/** Bytes that any page with React loads: proves that the count includes scripts. */
const least = 50_000;

test('an invitee who opens a link loads less than 200 kB of JavaScript', async () => {
  const { invite } = await organization();
  const email = fresh('ann');
  await invite(email);
  const [mail] = await mailsTo(email);
  const page = await openPage(browser);
  await keepBusy(page);
  const bytes = await openFirst(page, { path: linkIn(mail?.text ?? ''), content: /^Continue with Google to accept/ });
  expect(bytes).toBeGreaterThan(least);
  expect(bytes).toBeLessThan(200_000);
});

test('whichever page is opened first, less than 250 kB of JavaScript comes before it is there', {
  tags: ['guide/small-first-load'],
}, async () => {
  const { acme, page: admin } = await adminAt(browser, 'settings/members');
  await admin.getByRole('table', { name: 'Members' }).waitFor();
  await acme.invite(fresh('ann'));
  const anyone = await openPage(browser);
  const visits = [
    ...openPages.map((opened) => ({ page: anyone, opened })),
    ...adminPages(acme.path).map((opened) => ({ page: admin, opened })),
  ];
  for (const page of [anyone, admin]) await keepBusy(page);
  for (const { page, opened } of visits) {
    const bytes = await openFirst(page, opened);
    expect([opened.name, bytes > least && bytes < 250_000 ? 'as allowed' : bytes]).toEqual([opened.name, 'as allowed']);
  }
});
