import type { Browser, Page } from 'playwright-core';
import { openPage } from './browser.ts';
import { signInTo } from './signed-in.ts';

type Person = { readonly email: string; readonly name?: string };

/** A person who is signed in, on the page of the members or the part of it that they asked for. */
export const signedIn = async (
  browser: Browser,
  { email, name = 'Alice Admin' }: Person,
  path = '/',
  options: Parameters<typeof openPage>[1] = {},
): Promise<Page> => {
  const page = await openPage(browser, options);
  await signInTo(page, { email, name, path });
  await page.getByRole('heading', { name: 'Members', level: 1, includeHidden: true }).waitFor();
  return page;
};

/** How far the page can be scrolled sideways, in pixels. */
export const sidewaysScroll = (page: Page): Promise<unknown> =>
  page.evaluate('(() => { scrollTo(10_000, scrollY); const far = scrollX; scrollTo(0, scrollY); return far; })()');
