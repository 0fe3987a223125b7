import { authorize } from '../authorize.ts';
import { type CallerRequest, originOf } from '../caller.ts';
import { problem } from '../problem.ts';
import { afresh } from '../table/afresh.ts';
import { commit } from '../table/commit.ts';
import { type TeamId, teamKey } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import { readTeam, deleteTeam as removeTeam } from '../table/team.ts';

/** Deletes a team. Members and invitations that name it are left as they are: answers leave deleted teams out. */
export const deleteTeam = async (id: TeamId, request: CallerRequest): Promise<undefined> => {
  const admin = await authorize(request.caller, id.organizationId, 'admin');
  await afresh(async () => {
    const item = await getItem(teamKey(id));
    if (item === undefined) throw problem('team_not_found');
    await commit(removeTeam(id.organizationId, readTeam(item), originOf(admin, request)));
  });
};
