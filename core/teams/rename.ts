import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import type { NewTeam, Team } from '#core/contract/organization.ts';
import { problem } from '#core/problem.ts';
import { retryOnConflict } from '#core/retry.ts';
import { commit } from '#core/table/commit.ts';
import { type TeamId, teamKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { readTeam, renameTeam as writeName } from '#core/table/team.ts';

/**
 * Renames a team. The same name again writes nothing. Throws `team_exists` for a name that looks like another team's, or
 * differs from it in case only.
 */
export const renameTeam = async (id: TeamId, { name }: NewTeam, request: CallerRequest): Promise<Team> => {
  const admin = await authorize(request.caller, id.organizationId, 'admin');
  return retryOnConflict(async () => {
    const item = await getItem(teamKey(id));
    if (item === undefined) throw problem('team_not_found');
    const team = readTeam(item);
    if (team.name !== name) await commit(writeName(id.organizationId, team, name, originOf(admin, request)));
    return { id: team.id, name };
  });
};
