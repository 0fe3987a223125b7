import type { AuditEventType } from '#core/contract/audit-event.ts';
import type { MembersChange } from '#core/contract/member-changes.ts';
import type { ChangeRejectionCode } from '#core/contract/problems.ts';
import type { StoredMember } from '#core/table/member.ts';

const mostTeams = 20;

/** The effect of a bulk change on one member. */
export type PlannedChange =
  | { readonly outcome: 'rejected'; readonly code: ChangeRejectionCode }
  | { readonly outcome: 'unchanged'; readonly to: StoredMember }
  | { readonly outcome: 'removed' }
  | { readonly outcome: 'changed'; readonly to: StoredMember; readonly changes: readonly AuditEventType[] };

export const rejected = (code: ChangeRejectionCode): PlannedChange => ({ outcome: 'rejected', code });

const hasSameTeams = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((teamId) => other.includes(teamId));

/**
 * Plans a change of one member. In a bulk change, callers can't remove or demote themselves (`callerId`). `teams` are the
 * existing teams: deleted ones are dropped from the member.
 */
export const planChange = (
  member: StoredMember,
  change: MembersChange,
  callerId: string,
  teams: ReadonlySet<string>,
): PlannedChange => {
  const isOwn = member.userId === callerId;
  if ('remove' in change) return isOwn ? rejected('own_membership') : { outcome: 'removed' };
  const { role = member.role, addTeamIds = [], removeTeamIds = [] } = change;
  if (isOwn && member.role === 'admin' && role !== 'admin') return rejected('own_membership');
  const current = member.teamIds.filter((teamId) => teams.has(teamId));
  const teamIds = [...new Set([...current, ...addTeamIds])].filter((teamId) => !removeTeamIds.includes(teamId));
  if (teamIds.length > mostTeams) return rejected('too_many_teams');
  const to = { ...member, role, teamIds };
  const changes: AuditEventType[] = [];
  if (role !== member.role) changes.push('member.role_changed');
  if (!hasSameTeams(teamIds, current)) changes.push('member.teams_changed');
  return changes.length === 0 ? { outcome: 'unchanged', to } : { outcome: 'changed', to, changes };
};
