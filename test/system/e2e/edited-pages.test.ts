import { createServer } from 'vite';
import { expect, inject, onTestFinished, test } from 'vitest';
import { organization } from '#test/support/api.ts';
import { openChromium, openPage, signInAtGoogle } from './browser.ts';

const browser = await openChromium();

test("a developer signs in and out on the Vite server's origin, next to a running stack", async () => {
  process.env.API_ORIGIN = inject('url');
  const vite = await createServer({ configFile: 'console/vite.config.ts', logLevel: 'error', server: { port: 0 } });
  onTestFinished(() => vite.close());
  await vite.listen();
  const [edited = ''] = vite.resolvedUrls?.local ?? [];
  const { adminEmail } = await organization();
  const page = await openPage(browser, { baseURL: edited });
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await signInAtGoogle(page, adminEmail, 'Alice Admin');
  await page.getByRole('table', { name: 'Members' }).waitFor();
  expect(new URL(page.url()).origin).toBe(new URL(edited).origin);
  await page.getByRole('button', { name: 'Account menu for Alice Admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  expect(new URL(page.url()).origin).toBe(new URL(edited).origin);
});
