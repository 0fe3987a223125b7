import type * as z from 'zod/mini';
import { authorize } from '../authorize.ts';
import type { CallerRequest } from '../caller.ts';
import type { pageQuery } from '../contract/fields.ts';
import type { Team } from '../contract/organization.ts';
import { teamNames } from '../table/keys.ts';
import { type CursorSeal, openPage, type Page, readPage } from '../table/page.ts';
import { readTeam } from '../table/team.ts';

/** Teams by name. */
export const listTeams = async (
  organizationId: string,
  page: z.output<typeof pageQuery>,
  { caller }: CallerRequest,
  seal: CursorSeal,
): Promise<Page<Team>> => {
  const open = await openPage(page, seal, ['listTeams', organizationId]);
  await authorize(caller, organizationId, 'member');
  return readPage(teamNames(organizationId), open, readTeam);
};
