import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import type { OrganizationParams, pageQuery } from '#core/contract/fields.ts';
import type { Team } from '#core/contract/organization.ts';
import { teamNames } from '#core/table/keys.ts';
import { type CursorSeal, openPage, type Page, readPage } from '#core/table/page.ts';
import { readTeam } from '#core/table/team.ts';

/** Teams by name. */
export const listTeams = async (
  { organizationId }: OrganizationParams,
  page: z.output<typeof pageQuery>,
  { caller }: CallerRequest,
  seal: CursorSeal,
): Promise<Page<Team>> => {
  const open = await openPage(page, seal, ['listTeams', organizationId]);
  await authorize(caller, organizationId, 'member');
  return readPage(teamNames(organizationId), open, readTeam);
};
