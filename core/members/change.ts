import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import type { AuditEventType } from '#core/contract/audit-event.ts';
import type { Role } from '#core/contract/fields.ts';
import type { Member, memberChange } from '#core/contract/organization.ts';
import { retryOnConflict } from '#core/retry.ts';
import { commit } from '#core/table/commit.ts';
import type { MemberId } from '#core/table/keys.ts';
import { type StoredMember, updateMember } from '#core/table/member.ts';
import { changeSeat } from '#core/table/seats.ts';
import { existingTeams, unknownTeams } from '#core/table/team.ts';
import { findMember, lastSignIns } from './find.ts';

const sameTeams = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((teamId) => other.includes(teamId));

type Wanted = { readonly role: Role | undefined; readonly teamIds: readonly string[] | undefined };

/**
 * Plans the new role and teams, and lists the audit events. Ignores deleted teams of the member. Throws
 * `team_not_found`.
 */
const plan = async (member: StoredMember, { role, teamIds }: Wanted) => {
  const teams = await existingTeams(member.organizationId, [...member.teamIds, ...(teamIds ?? [])]);
  const unknown = teamIds?.filter((teamId) => !teams.has(teamId)) ?? [];
  if (unknown.length > 0) throw unknownTeams(unknown);
  const current = member.teamIds.filter((teamId) => teams.has(teamId));
  const to = { role: role ?? member.role, teamIds: [...(teamIds ?? current)] };
  const changes: AuditEventType[] = [];
  if (to.role !== member.role) changes.push('member.role_changed');
  if (!sameTeams(to.teamIds, current)) changes.push('member.teams_changed');
  return { to, changes };
};

/** Changes a member's role, teams, or both. Throws `last_admin` if no admin would remain. */
export const changeMember = async (
  id: MemberId,
  { role, teamIds: named }: z.output<typeof memberChange>,
  request: CallerRequest,
): Promise<Member> => {
  const { organizationId } = id;
  const admin = await authorize(request.caller, organizationId, 'admin');
  const teamIds = named && [...new Set(named)];
  return retryOnConflict(async () => {
    const member = await findMember(id);
    const { to, changes } = await plan(member, { role, teamIds });
    if (changes.length > 0) {
      const seat = changeSeat(organizationId, member.role, to.role);
      await commit([updateMember(member, to, changes, originOf(admin, request)), ...(seat ? [seat] : [])]);
    }
    const [lastSignInOn = null] = await lastSignIns([member], admin);
    return { ...member, ...to, status: 'active', lastSignInOn };
  });
};
