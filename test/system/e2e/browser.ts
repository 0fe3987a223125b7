import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, expect, inject, onTestFinished } from 'vitest';
import { launchChromium } from './launch-chromium.ts';

/** A browser that ends with the test file. */
export const openChromium = async (): Promise<Browser> => {
  const browser = await launchChromium();
  afterAll(() => browser.close());
  return browser;
};

// What a browser has to say of a page that asks for too much, or fails: refused by the content security policy, thrown by a script, warned of by a library.
const complaintIn = (type: string, text: string): boolean =>
  type === 'warning' || (type === 'error' && /Content Security Policy|Uncaught/.test(text));

/** A person at a browser of their own, as wide as asked for. Whatever the test is about, the browser must have nothing to complain about. */
export const openPage = async (
  browser: Browser,
  { width = 1280, height = 800, ...more }: BrowserContextOptions & { width?: number; height?: number } = {},
): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height }, baseURL: inject('url'), ...more });
  const complaints: string[] = [];
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (complaintIn(message.type(), message.text())) complaints.push(message.text());
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
};

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
