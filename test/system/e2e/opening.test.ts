import { expect, test } from 'vitest';
import { openChromium, openPage } from './browser.ts';
import { adminAt } from './signed-in.ts';

const browser = await openChromium();

test('the logo and a spinner are painted before any script and the built style sheet are there', {
  tags: ['guide/slow-network'],
}, async () => {
  const page = await openPage(browser);
  let letThrough: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/assets/**', async (route) => {
    await waiting;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByRole('status', { name: 'Loading' }).waitFor();
  const paints = () => page.evaluate("performance.getEntriesByName('first-contentful-paint').length");
  await expect.poll(paints).toBe(1);
  letThrough();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
});

test('every page of an organization has the logo, the product’s name and the way home', async () => {
  const { acme, page } = await adminAt(browser, 'settings/teams');
  const home = page.getByRole('link', { name: 'PartnerAlly home' });
  await home.getByText('PartnerAlly').waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await home.getByText('PartnerAlly').waitFor({ state: 'hidden' });
  await home.click();
  await page.waitForURL(`**${acme.path}/settings/members`);
});
