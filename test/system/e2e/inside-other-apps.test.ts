import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { linkIn, openChromium, openPage } from './browser.ts';

const browser = await openChromium();

const inFacebook =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/500.0]';

const openInApp = async (permissions: string[]) => {
  const acme = await organization();
  const email = fresh('ann');
  await acme.invite(email);
  const [mail] = await mailsTo(email);
  const link = linkIn(mail?.text ?? '');
  const page = await openPage(browser, { width: 390, height: 844, userAgent: inFacebook, permissions });
  await page.goto(link);
  await page.getByText('Open this page in your browser').waitFor();
  return { link, page };
};

test('an in-app browser shows how to open the link in a browser, and copies the whole link', {
  tags: ['guide/inside-other-apps'],
}, async () => {
  const { link, page } = await openInApp(['clipboard-read', 'clipboard-write']);
  await page.getByText('Google sign-in doesn’t work inside Facebook.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
});

test('an invitee whose app refuses to copy gets the link to select', async () => {
  const { link, page } = await openInApp([]);
  await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))");
  await page.getByRole('button', { name: 'Copy link' }).click();
  const field = page.getByRole('textbox', { name: /Select the link/ });
  expect(await field.inputValue()).toBe(link);
  expect(await axeViolations(page)).toEqual([]);
});
