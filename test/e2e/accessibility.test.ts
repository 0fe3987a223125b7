import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { linkIn, openChromium, openPage } from './browser.ts';

const browser = await openChromium();

test('axe finds nothing wrong with the invitation page and with what stands in its place for an incomplete link', async () => {
  const { invite } = await organization();
  const email = fresh('ann');
  await invite(email);
  const [mail] = await mailsTo(email);
  const page = await openPage(browser);
  await page.goto(linkIn(mail?.text ?? ''));
  await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goto('/invitation#incomplete');
  await page.getByRole('heading', { name: 'This invitation link is incomplete' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
});
