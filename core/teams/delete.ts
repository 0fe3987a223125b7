import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import { problem } from '#core/problem.ts';
import { commit } from '#core/table/commit.ts';
import { type TeamId, teamKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { retryOnConflict } from '#core/table/retry-on-conflict.ts';
import { readTeam, deleteTeam as removeTeam } from '#core/table/team.ts';

/** Deletes a team. Members and invitations that name it are left as they are: answers leave deleted teams out. */
export const deleteTeam = async (id: TeamId, request: CallerRequest): Promise<undefined> => {
  const admin = await authorize(request.caller, id.organizationId, 'admin');
  await retryOnConflict(async () => {
    const item = await getItem(teamKey(id));
    if (item === undefined) throw problem('team_not_found');
    await commit(removeTeam(id.organizationId, readTeam(item), originOf(admin, request)));
  });
};
