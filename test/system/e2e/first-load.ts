import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** Makes the browser one that is never idle: nothing is fetched ahead. */
export const keepBusy = (page: Page) => page.addInitScript('window.requestIdleCallback = () => 0;');

/** Bytes of JavaScript, compressed, that the page fetches while `open` runs. */
const scriptBytes = async (page: Page, open: () => Promise<unknown>): Promise<number> => {
  const urls = new Set<string>();
  const note = (request: { url: () => string }) => {
    if (request.url().endsWith('.js')) urls.add(request.url());
  };
  page.on('request', note);
  await open();
  page.off('request', note);
  const files = await Promise.all([...urls].map(async (url) => gzipSync(await (await fetch(url)).bytes()).length));
  return files.reduce((sum, bytes) => sum + bytes, 0);
};

export type MainPage = {
  readonly name: string;
  readonly path: string;
  /** How the text begins that the page is opened for. */
  readonly content: RegExp;
};

/** Opens a page as if for the first time, and waits until what it is opened for is there. */
export const openFirst = async (page: Page, { path, content }: Pick<MainPage, 'path' | 'content'>): Promise<number> => {
  await page.goto('about:blank');
  return scriptBytes(page, async () => {
    await page.goto(path, { waitUntil: 'commit' });
    await page.getByRole('main').getByText(content).filter({ visible: true }).first().waitFor();
  });
};

/** Pages for people who are not signed in. */
export const openPages: readonly MainPage[] = [
  { name: 'Signing in', path: '/', content: /^Sign in with Google/ },
  {
    name: 'Invitation, incomplete link',
    path: '/invitation#incomplete',
    content: /Use the button in the invitation email/,
  },
  {
    name: 'A sign-in that was cancelled',
    path: '/signed-in?error=access_denied&state=x',
    content: /^You’re not signed in/,
  },
  { name: 'No such page', path: '/nowhere', content: /^Page not found/ },
];

/** Pages for an admin of an organization with pending invitations. `at` is the organization's path. */
export const adminPages = (at: string): readonly MainPage[] => [
  { name: 'Members', path: `${at}/settings/members`, content: /^Active/ },
  { name: 'Members, all', path: `${at}/settings/members?status=all`, content: /^Invited/ },
  { name: 'Pending Invitations', path: `${at}/settings/members/pending`, content: /^Revoke/ },
  { name: 'Teams', path: `${at}/settings/teams`, content: /^(No teams yet|Compliance)/ },
  { name: 'Organization', path: `${at}/settings/organization`, content: /^Plan and usage/ },
  { name: 'Audit Log', path: `${at}/admin/audit-log`, content: /^View history/ },
  { name: 'Open invitations', path: '/open-invitations', content: /^No pending invitations/ },
  { name: 'No such page of an organization', path: `${at}/nowhere`, content: /^Page not found/ },
];
