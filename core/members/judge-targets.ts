import type { MembersChange } from '#core/contract/member-changes.ts';
import type { StoredMember } from '#core/table/member.ts';
import { type PlannedChange, planChange, rejected } from './plan-change.ts';
import type { Target } from './read-targets.ts';

/** A change to write. */
export type Planned = {
  readonly target: Target;
  readonly plan: Extract<PlannedChange, { outcome: 'changed' | 'removed' }>;
};

type Planning = {
  readonly change: MembersChange;
  readonly caller: StoredMember;
  /** The existing ones among the teams of the change and of the members. */
  readonly teams: ReadonlySet<string>;
};

/** The changes to write, and the outcomes of the other members. */
export type Judged = {
  readonly planned: readonly Planned[];
  readonly settled: readonly (readonly [string, PlannedChange])[];
};

/** Plans the change of members as read. */
export const judgeTargets = (
  userIds: readonly string[],
  targets: readonly Target[],
  { change, caller, teams }: Planning,
): Judged => {
  const byId = new Map(targets.map((target) => [target.userId, target]));
  const judged = userIds.map((userId) => {
    const target = byId.get(userId);
    const plan = target ? planChange(target.member, change, caller.userId, teams) : rejected('member_not_found');
    return { userId, target, plan };
  });
  return {
    planned: judged.flatMap(({ target, plan }) =>
      target && (plan.outcome === 'changed' || plan.outcome === 'removed') ? [{ target, plan }] : [],
    ),
    settled: judged.flatMap(({ userId, plan }) =>
      plan.outcome === 'changed' || plan.outcome === 'removed' ? [] : [[userId, plan] as const],
    ),
  };
};
