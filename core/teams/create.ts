import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import type { OrganizationParams } from '#core/contract/fields.ts';
import type { NewTeam, Team } from '#core/contract/organization.ts';
import { idAt } from '#core/new-id.ts';
import { commit } from '#core/table/commit.ts';
import { putTeam } from '#core/table/team.ts';

/** Creates a team. Throws `team_exists` for a name that looks like another team's, or differs from it in case only. */
export const createTeam = async (
  { organizationId }: OrganizationParams,
  body: NewTeam,
  request: CallerRequest,
): Promise<Team> => {
  const admin = await authorize(request.caller, organizationId, 'admin');
  const team = { id: idAt(request.now), ...body };
  await commit(putTeam(organizationId, team, originOf(admin, request)));
  return team;
};
