import { authorize } from '../authorize.ts';
import { type CallerRequest, originOf } from '../caller.ts';
import type { Team } from '../contract/organization.ts';
import { idAt } from '../new-id.ts';
import { commit } from '../table/commit.ts';
import { putTeam } from '../table/team.ts';

/** Creates a team. Throws `team_exists` for a name that looks like another team's, or differs from it in case only. */
export const createTeam = async (organizationId: string, name: string, request: CallerRequest): Promise<Team> => {
  const admin = await authorize(request.caller, organizationId, 'admin');
  const team = { id: idAt(request.now), name };
  await commit(putTeam(organizationId, team, originOf(admin, request)));
  return team;
};
