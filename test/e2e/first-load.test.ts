import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { organization } from '#test/support/api.ts';
import { openChromium, openPage, signInAtGoogle } from './browser.ts';

const browser = await openChromium();

/** Bytes of JavaScript, compressed, that the page fetches while `open` runs. */
const scriptBytes = async (page: Page, open: () => Promise<unknown>): Promise<number> => {
  const urls = new Set<string>();
  page.on('request', (request) => {
    if (request.url().endsWith('.js')) urls.add(request.url());
  });
  await open();
  const files = await Promise.all([...urls].map(async (url) => gzipSync(await (await fetch(url)).bytes()).length));
  return files.reduce((sum, bytes) => sum + bytes, 0);
};

test('an invitee who opens a link loads less than 200 kB of JavaScript', async () => {
  const page = await openPage(browser);
  const bytes = await scriptBytes(page, async () => {
    await page.goto('/invitation#incomplete');
    await page.getByRole('heading', { name: 'This invitation link is incomplete' }).waitFor();
  });
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(200_000);
});

test('an admin who opens the members loads less than 250 kB of JavaScript', async () => {
  const { adminEmail } = await organization();
  const page = await openPage(browser);
  const members = () => page.getByRole('table', { name: 'Members' }).waitFor();
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await signInAtGoogle(page, adminEmail, 'Alice Admin');
  await members();
  const bytes = await scriptBytes(page, async () => {
    await page.reload();
    await members();
  });
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(250_000);
});
