import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import type { OrganizationParams } from '#core/contract/fields.ts';
import type { MemberResult, MembersChange, memberChanges, memberResults } from '#core/contract/member-changes.ts';
import { changeRejections } from '#core/contract/problems.ts';
import { problem } from '#core/problem.ts';
import type { StoredMember } from '#core/table/member.ts';
import { existingTeams, unknownTeams } from '#core/table/team.ts';
import { lastSignIns } from './find.ts';
import { judgeTargets } from './judge-targets.ts';
import type { PlannedChange } from './plan-change.ts';
import { readTargets } from './read-targets.ts';
import { writeChanges } from './write-changes.ts';

type Results = z.infer<typeof memberResults>;

const teamsIn = (change: MembersChange): string[] =>
  'remove' in change ? [] : [...(change.addTeamIds ?? []), ...(change.removeTeamIds ?? [])];

/** Plans and outcomes as the API shows them, in the order given. */
const answer = async (
  userIds: readonly string[],
  plans: ReadonlyMap<string, PlannedChange>,
  asking: StoredMember,
): Promise<MemberResult[]> => {
  const members = userIds.flatMap((userId) => {
    const plan = plans.get(userId);
    return plan && 'to' in plan ? [plan.to] : [];
  });
  const days = await lastSignIns(members, asking);
  const signIns = new Map(members.map((member, n) => [member, days[n] ?? null]));
  return userIds.map((userId) => {
    const plan = plans.get(userId) ?? { outcome: 'rejected', code: 'try_again' };
    if (plan.outcome === 'rejected') return { userId, ...plan, detail: changeRejections[plan.code] };
    if (!('to' in plan)) return { userId, outcome: plan.outcome };
    const member = { ...plan.to, status: 'active' as const, lastSignInOn: signIns.get(plan.to) ?? null };
    return { userId, outcome: plan.outcome, member };
  });
};

/**
 * Changes the role or teams of members, or removes them; each has an outcome, in the order given. A dry run returns the
 * outcomes that it would have, and writes nothing. Throws `team_not_found` before anything is written, `nothing_changed`
 * with the outcomes when every member is rejected, and `try_again` when there was no time for any of them.
 */
export const changeMembers = async (
  { organizationId }: OrganizationParams,
  { userIds: given, change, dryRun }: z.output<typeof memberChanges>,
  request: CallerRequest,
  hasTime: () => boolean,
): Promise<Results> => {
  const caller = await authorize(request.caller, organizationId, 'admin');
  const userIds = [...new Set(given)];
  const named = teamsIn(change);
  const targets = await readTargets(organizationId, userIds, change);
  const held = 'remove' in change ? [] : targets.flatMap(({ member }) => member.teamIds);
  const teams = await existingTeams(organizationId, [...named, ...held]);
  const unknown = named.filter((teamId) => !teams.has(teamId));
  if (unknown.length > 0) throw unknownTeams(unknown);
  const bulk = { organizationId, caller, change, teams, origin: originOf(caller, request), hasTime };
  const { planned, settled } = judgeTargets(userIds, targets, bulk);
  const outcomes = dryRun
    ? planned.map(({ target, plan }) => [target.userId, plan] as const)
    : await writeChanges(planned, bulk);
  const results = await answer(userIds, new Map([...settled, ...outcomes]), caller);
  if (dryRun) return { results };
  if (results.every((result) => result.outcome === 'rejected' && result.code === 'try_again'))
    throw problem('try_again', { retryAfter: 1 });
  if (results.every(({ outcome }) => outcome === 'rejected')) throw problem('nothing_changed', { results });
  return { results };
};
