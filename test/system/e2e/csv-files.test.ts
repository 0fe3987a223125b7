import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';
import { axeViolations } from './axe.ts';
import { openChromium } from './browser.ts';
import { signedIn } from './members-page.ts';

const browser = await openChromium();

/** Presses Export CSV, and returns the lines of the file. */
const exported = async (page: Page): Promise<string[]> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^(members|invitations)-acme-\d{4}-\d\d-\d\d\.csv$/);
  return (await readFile(await download.path(), 'utf8')).split('\r\n').filter((line) => line !== '');
};

test('an admin downloads members and invitations as they are filtered', { tags: ['guide/access-review'] }, async () => {
  const acme = await organization();
  const [ann, bob, cleo] = [fresh('ann'), fresh('bob'), fresh('cleo')];
  await acme.join(ann, { role: 'viewer' });
  await acme.invite(bob);
  await acme.invite(cleo);
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members?role=viewer`);
  const [head, row, ...more] = await exported(page);
  expect(head).toBe('\u{feff}userId,email,name,role,teams,status,joinedAt,invitedBy,lastSignInOn');
  expect(row).toContain(`,${ann},`);
  expect(more).toEqual([]);
  await page.goto(`${acme.path}/settings/members/pending?email=bob`);
  const [, invitation = '', ...others] = await exported(page);
  expect(invitation).toContain(`,${bob},user,,pending,`);
  expect(others).toEqual([]);
});

const csvOf = (count: number): string => {
  const rows = Array.from({ length: count }, (_, n) => `Person ${n},p${n}@file.test,Legal`);
  return ['Name,Email,Department', ...rows].join('\n');
};

const choose = (page: Page, text: string): Promise<void> =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Answers all requests for invitations as if each had been sent. */
const inviteNoOne = async (page: Page, like: Record<string, unknown>): Promise<string[]> => {
  const invited: string[] = [];
  await page.route('**/v1/organizations/*/invitations', async (route) => {
    const { emails, dryRun }: { emails: string[]; dryRun?: boolean } = route.request().postDataJSON();
    if (!dryRun) invited.push(...emails);
    const results = emails.map((email) =>
      dryRun
        ? { email, outcome: 'would_invite' }
        : { email, outcome: 'invited', invitation: { ...like, id: email, email } },
    );
    await route.fulfill({ status: dryRun ? 200 : 201, json: { results } });
  });
  return invited;
};

test('a file with more addresses than fit one request is sent in parts, and other columns are named', {
  tags: ['guide/from-file'],
}, async () => {
  const acme = await organization();
  const like = await acme.invite(fresh('ann'));
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members?dialog=invite`);
  const invited = await inviteNoOne(page, like);
  await page.getByRole('button', { name: 'Choose a CSV or text file' }).waitFor();
  await choose(page, csvOf(1_003));
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  await dialog.getByText('1,000 emails of 1,003 read from people.csv. Send these first, then add the rest.').waitFor();
  await dialog.getByText('Other columns were ignored: Name, Department. The file stays in your browser.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send All (1,000)' }).click();
  await dialog.getByText('1,000 invitations sent.').waitFor();
  await dialog.getByRole('button', { name: 'Add the next 3' }).click();
  await dialog.getByRole('button', { name: 'Remove p1002@file.test' }).waitFor();
  await dialog.getByRole('button', { name: 'Send All (3)' }).click();
  await dialog.getByText('3 invitations sent.').waitFor();
  expect(await dialog.getByRole('button', { name: /^Add the next/ }).count()).toBe(0);
  expect(new Set(invited).size).toBe(1_003);
});

test('a file dropped on Invite Members gives its addresses to the box, and is not uploaded', async () => {
  const acme = await organization();
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members?dialog=invite`);
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  const dropped = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File(['Mail\\tSecret\\nann@file.test\\tpassword'], 'people.tsv'));
    return data;
  })()`);
  await dialog.getByText('Email addresses').dispatchEvent('drop', { dataTransfer: dropped });
  await dialog.getByRole('button', { name: 'Remove ann@file.test' }).waitFor();
  await dialog.getByText('Other columns were ignored: Secret.').waitFor();
  await dialog.getByRole('button', { name: 'Send Invitation' }).click({ trial: true });
  expect(sent.join()).not.toContain('password');
});
