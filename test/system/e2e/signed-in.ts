import type { Browser, Page } from 'playwright-core';
import { fresh, organization } from '#test/support/api.ts';
import { openPage, signInAtGoogle } from './browser.ts';

type Visit = { readonly email: string; readonly name: string; readonly path?: string };

/** Opens a page of the console, signing in on the way. */
export const signInTo = async (page: Page, { email, name, path = '/' }: Visit): Promise<void> => {
  await page.goto(path);
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await signInAtGoogle(page, email, name);
  // Leaving the page before it has handled the response would cancel the sign-in.
  await page.locator('h1:not(:text-is("Sign in with Google"))').first().waitFor();
};

/** An organization whose admin looks at one of its pages. */
export const adminAt = async (
  browser: Browser,
  path: string,
  facts: Parameters<typeof organization>[0] = {},
  options: Parameters<typeof openPage>[1] = {},
) => {
  const acme = await organization(facts);
  const page = await openPage(browser, options);
  await signInTo(page, { email: acme.adminEmail, name: 'Alice Admin', path: `${acme.path}/${path}` });
  return { acme, page };
};

/** Someone else of that organization, who looks at one of its pages. */
export const memberAt = async (
  browser: Browser,
  acme: Awaited<ReturnType<typeof organization>>,
  { role, path }: { readonly role: 'admin' | 'user' | 'viewer'; readonly path: string },
) => {
  const email = fresh('mel');
  await acme.join(email, { role });
  const page = await openPage(browser);
  await signInTo(page, { email, name: 'Mel', path: `${acme.path}/${path}` });
  return { email, page };
};
