import type { Browser, Route } from 'playwright-core';
import { organization } from '#test/support/api.ts';
import { signedIn } from './members-page.ts';

type Organization = Parameters<typeof organization>[0];
type Options = Parameters<typeof signedIn>[3];

/** Opens the dialog Invite Members as the admin of a new organization. */
export const openInviteDialog = async (browser: Browser, facts: Organization = {}, options: Options = {}) => {
  const acme = await organization(facts);
  const page = await signedIn(browser, { email: acme.adminEmail }, `${acme.path}/settings/members`, options);
  await page.getByRole('button', { name: 'Invite Members' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Members' });
  const box = dialog.getByRole('textbox', { name: 'Email addresses' });
  await box.waitFor();
  return { acme, page, dialog, box };
};

/** Returns true for a request that invites, and false for a dry run. */
export const isInviting = (route: Route): boolean =>
  route.request().method() === 'POST' && !route.request().postData()?.includes('dryRun');

/** Returns the number of pending invitations. */
export const countPending = async ({ admin, path }: Awaited<ReturnType<typeof organization>>): Promise<number> => {
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await admin.get(`${path}/invitations?status=pending&limit=100${more}`);
    count += body.items.length;
    cursor = body.nextCursor;
  }
  return count;
};
