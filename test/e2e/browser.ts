import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, inject } from 'vitest';
import { launchChromium } from './launch-chromium.ts';

/** A browser that ends with the test file. */
export const openChromium = async (): Promise<Browser> => {
  const browser = await launchChromium();
  afterAll(() => browser.close());
  return browser;
};

/** What the browser complained about: refused by the content security policy, failed in a script. */
const complaints = new WeakMap<BrowserContext, string[]>();

/** A person at a browser of their own, as wide as asked for. */
export const openPage = async (
  browser: Browser,
  { width = 1280, height = 800, colorScheme = 'light' as 'light' | 'dark' } = {},
): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, baseURL: inject('url') });
  const said: string[] = [];
  complaints.set(context, said);
  const page = await context.newPage();
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
      said.push(message.text());
  });
  page.setDefaultTimeout(60_000);
  return page;
};

export const complaintsOf = (page: Page): readonly string[] => complaints.get(page.context()) ?? [];

/** Chooses an account on the page of the stand-in for Google. */
export const signInAtGoogle = async (page: Page, email: string, name: string): Promise<void> => {
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor();
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
};

/** The invitation link in the only mail to an address. */
export const linkIn = (text: string): string => {
  const link = /\S+\/invitation#\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error('The mail holds no invitation link.');
  return link;
};
