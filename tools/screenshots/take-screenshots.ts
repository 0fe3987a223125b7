import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startRun } from '#test/support/local-run.ts';
import { launchChromium } from '#test/system/e2e/launch-chromium.ts';
import { alice, invitee, letInvitationsExpire, linkToInvitee, seedDemo } from './demo.ts';
import { signInAs } from './sign-in-as.ts';

const folder = 'docs/screenshots';

type Look = { readonly width?: number; readonly height?: number; readonly colorScheme?: 'light' | 'dark' };

const open = async (browser: Browser, baseURL: string, look: Look = {}): Promise<Page> => {
  const { width = 1280, height = 800, colorScheme = 'light' } = look;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, baseURL, locale: 'en-GB' });
  return context.newPage();
};

const take = async (page: Page, name: string): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  console.log(`${folder}/${name}.png`);
};

const takeAdminPages = async (browser: Browser, url: string, at: string): Promise<void> => {
  const page = await open(browser, url);
  await signInAs(page, alice);
  await take(page, 'members');
  await page.goto(`${at}/settings/members/pending`);
  await page.getByText(invitee).first().waitFor();
  await take(page, 'pending-invitations');
  await page.getByRole('button', { name: 'Invite Members' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: 'Email addresses' })
    .fill('Lena Hart <lena.hart@acme.test>, max@elsewhere.test');
  await page.keyboard.press('Enter');
  await dialog.getByText('Fix 1 email').waitFor();
  await take(page, 'invite-members');
  await page.goto(`${at}/settings/organization`);
  await page.getByRole('list', { name: 'Allowed Email Domains' }).waitFor();
  await take(page, 'organization');
  await page.goto(`${at}/admin/audit-log`);
  await page.getByText(`invited ${invitee}`).waitFor();
  await take(page, 'audit-log');
  const dark = await open(browser, url, { colorScheme: 'dark' });
  await signInAs(dark, alice);
  await take(dark, 'members-dark');
};

const takeAll = async (browser: Browser, data: string): Promise<void> => {
  await letInvitationsExpire(data);
  const { url, end } = await startRun(data);
  const organizationId = await seedDemo(url);
  await takeAdminPages(browser, url, `/organizations/${organizationId}`);
  const phone = await open(browser, url, { width: 390, height: 700 });
  await phone.goto(await linkToInvitee(url));
  await phone.getByRole('button', { name: 'Continue with Google to accept' }).waitFor();
  await take(phone, 'invitation-phone');
  await end('SIGINT');
};

await mkdir(folder, { recursive: true });
const data = await mkdtemp(join(tmpdir(), 'invitations-screenshots-'));
const browser = await launchChromium();
await takeAll(browser, data);
await browser.close();
await rm(data, { recursive: true });
