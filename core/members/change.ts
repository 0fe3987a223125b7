import type * as z from 'zod/mini';
import { authorize } from '../authorize.ts';
import { type CallerRequest, originOf } from '../caller.ts';
import type { AuditEventType } from '../contract/audit-event.ts';
import type { Role } from '../contract/fields.ts';
import type { Member, memberChange } from '../contract/organization.ts';
import { problems } from '../contract/problems.ts';
import { problem } from '../problem.ts';
import { afresh } from '../table/afresh.ts';
import { commit } from '../table/commit.ts';
import type { MemberId } from '../table/keys.ts';
import { type StoredMember, updateMember } from '../table/member.ts';
import { changeSeat } from '../table/seats.ts';
import { existingTeams, withoutDeletedTeams } from '../table/team.ts';
import { answerMember, findMember } from './find.ts';

const sameTeams = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((teamId) => other.includes(teamId));

type Wanted = { readonly role: Role | undefined; readonly teamIds: string[] | undefined };

/** What the member will have, and which changes that is. Teams that were deleted since don't count. */
const plan = async (member: StoredMember, { role, teamIds }: Wanted) => {
  const [current = member] = await withoutDeletedTeams(member.organizationId, [member]);
  const to = { role: role ?? member.role, teamIds: teamIds ?? current.teamIds };
  const changes: AuditEventType[] = [];
  if (to.role !== member.role) changes.push('member.role_changed');
  if (!sameTeams(to.teamIds, current.teamIds)) changes.push('member.teams_changed');
  return { to, changes };
};

/** Changes a member's role, teams, or both. Throws `last_admin` where no admin would be left. */
export const changeMember = async (
  id: MemberId,
  { role, teamIds: named }: z.output<typeof memberChange>,
  request: CallerRequest,
): Promise<Member> => {
  const { organizationId } = id;
  const admin = await authorize(request.caller, organizationId, 'admin');
  const teamIds = named && [...new Set(named)];
  return afresh(async () => {
    const member = await findMember(id);
    if (teamIds && (await existingTeams(organizationId, teamIds)).size < teamIds.length)
      throw problem('team_not_found', {}, problems.team_not_found.statusInBody);
    const { to, changes } = await plan(member, { role, teamIds });
    if (changes.length > 0) {
      const seat = changeSeat(organizationId, member.role, to.role);
      await commit([updateMember(member, to, changes, originOf(admin, request)), ...(seat ? [seat] : [])]);
    }
    return answerMember({ ...member, ...to });
  });
};
