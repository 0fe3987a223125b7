import type { Role } from '#core/contract/fields.ts';
import type { MembersChange } from '#core/contract/member-changes.ts';
import { Problem, problem } from '#core/problem.ts';
import { releaseMemberAddress } from '#core/table/address.ts';
import type { Origin } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { deleteMember, isStillAdmin, readMember, type StoredMember, updateMember } from '#core/table/member.ts';
import { giveUpSeats, readSeats } from '#core/table/seats.ts';
import { existingTeams } from '#core/table/team.ts';
import type { Item, Write } from '#core/table/write.ts';
import { type Judged, judgeTargets, type Planned } from './judge-targets.ts';
import { type PlannedChange, rejected } from './plan-change.ts';
import { readTargets, type Target } from './read-targets.ts';

/** A bulk change under way. */
export type BulkChange = {
  readonly organizationId: string;
  readonly caller: StoredMember;
  readonly change: MembersChange;
  readonly teams: ReadonlySet<string>;
  readonly origin: Origin;
  /** False when no further transaction should begin. */
  readonly hasTime: () => boolean;
};

/** The outcome for each member, by the id in the request. */
export type Outcomes = ReadonlyMap<string, PlannedChange>;

/** A step of a transaction, and the member that it is for; none for those that all members share. */
type Step = Write & { readonly target?: Target };

const mostItems = 100;
const mostAttempts = 4;

const stepsFor = ({ target, plan }: Planned, { origin }: BulkChange): Step[] => {
  const { member } = target;
  const writes =
    plan.outcome === 'changed'
      ? [updateMember(member, plan.to, plan.changes, origin)]
      : [
          ...deleteMember(member, 'member.removed', origin),
          ...(target.hasClaim ? [releaseMemberAddress(member, member.userId)] : []),
        ];
  return writes.map((write) => ({ ...write, target }));
};

const countAdmins = (roles: readonly Role[]): number => roles.filter((role) => role === 'admin').length;

/** Returns the seats that the chunk frees. Negative for admins if it adds more than it removes. */
const seatsOf = (chunk: readonly Planned[]) => ({
  members: chunk.filter(({ plan }) => plan.outcome === 'removed').length,
  admins:
    countAdmins(chunk.map(({ target }) => target.member.role)) -
    countAdmins(chunk.flatMap(({ plan }) => (plan.outcome === 'changed' ? [plan.to.role] : []))),
});

/** The steps that all members of a transaction share: the caller is still an admin, and seats are counted. */
const sharedSteps = (chunk: readonly Planned[], { organizationId, caller }: BulkChange) => {
  const seats = seatsOf(chunk);
  // A transaction takes an item once. The update of the caller's own membership has its condition: it is as read.
  const isOwn = chunk.some(({ target }) => target.member.userId === caller.userId);
  return {
    caller: isOwn ? [] : [isStillAdmin(caller)],
    seats: seats.members === 0 && seats.admins === 0 ? [] : [giveUpSeats(organizationId, seats)],
  };
};

/** Returns as many changes as fit into one transaction. */
const takeChunk = (queue: readonly Planned[], bulk: BulkChange): readonly Planned[] => {
  let items = 2;
  const end = queue.findIndex((planned) => {
    items += stepsFor(planned, bulk).length;
    return items > mostItems;
  });
  return end < 0 ? queue : queue.slice(0, end);
};

/** The reasons for a failed transaction, and the members to read again before the next attempt. */
type Refusals = {
  /** Undefined while the caller may continue. */
  readonly lostRight: Problem | undefined;
  /** The number of admins in the transaction that may leave the role. Undefined for all. */
  readonly admins: number | undefined;
  readonly again: ReadonlySet<Target>;
};

const lostRightOf = (found: Item | undefined): Problem =>
  found === undefined ? problem('organization_not_found') : problem('forbidden', { deed: 'do this' });

const isAdmin = (item: Item | undefined): boolean => item !== undefined && readMember(item).role === 'admin';

/** Writes one transaction. Returns undefined on success. */
const writeChunk = async (chunk: readonly Planned[], bulk: BulkChange): Promise<Refusals | undefined> => {
  const shared = sharedSteps(chunk, bulk);
  const steps: Step[] = [...shared.caller, ...shared.seats, ...chunk.flatMap((planned) => stepsFor(planned, bulk))];
  const refused = await attempt(steps);
  if (refused.length === 0) return undefined;
  const foundOf = (step: Write | undefined) => refused.find(({ write }) => write === step);
  const caller = foundOf(shared.caller[0]);
  const own = refused.find(({ write }) => write.target?.member.userId === bulk.caller.userId);
  const isOut = caller !== undefined || (own !== undefined && !isAdmin(own.found));
  const seats = foundOf(shared.seats[0]);
  return {
    lostRight: isOut ? lostRightOf((caller ?? own)?.found) : undefined,
    admins: seats && readSeats(seats.found).admins - 1,
    again: new Set(refused.flatMap(({ write }) => write.target ?? [])),
  };
};

/** The changes to reject so that one admin remains: the last ones in the chunk. */
const lastAdmins = (chunk: readonly Planned[], most: number | undefined): ReadonlySet<Planned> => {
  const losers = chunk.filter(
    ({ target, plan }) => target.member.role === 'admin' && (plan.outcome === 'removed' || plan.to.role !== 'admin'),
  );
  return new Set(most === undefined ? [] : losers.slice(Math.max(0, most)));
};

type Progress = Judged & { readonly isStored: boolean };

/** Reads the members whose steps failed again, with their teams, and plans their changes again. */
const afterRefusal = async (
  chunk: readonly Planned[],
  { admins, again }: Refusals,
  bulk: BulkChange,
): Promise<Judged> => {
  const last = lastAdmins(chunk, admins);
  const changed = chunk.filter(({ target }) => again.has(target)).map(({ target }) => target.userId);
  const targets = await readTargets(bulk.organizationId, changed, bulk.change);
  const held = targets.flatMap(({ member }) => member.teamIds);
  const teams = new Set([...bulk.teams, ...(await existingTeams(bulk.organizationId, held))]);
  const judged = judgeTargets(changed, targets, { ...bulk, teams });
  return {
    planned: [...chunk.filter((planned) => !again.has(planned.target) && !last.has(planned)), ...judged.planned],
    settled: [
      ...judged.settled,
      ...[...last]
        .filter(({ target }) => !again.has(target))
        .map(({ target }) => [target.userId, rejected('last_admin')] as const),
    ],
  };
};

/** Writes the next transaction. Throws if the caller has lost the permission in the meantime. */
const advance = async (queue: readonly Planned[], bulk: BulkChange): Promise<Progress> => {
  const chunk = takeChunk(queue, bulk);
  const rest = queue.slice(chunk.length);
  const refused = await writeChunk(chunk, bulk);
  if (refused === undefined)
    return { planned: rest, settled: chunk.map(({ target, plan }) => [target.userId, plan] as const), isStored: true };
  if (refused.lostRight) throw refused.lostRight;
  const { planned, settled } = await afterRefusal(chunk, refused, bulk);
  return { planned: [...planned, ...rest], settled, isStored: false };
};

const isTryAgain = (error: unknown): boolean => error instanceof Problem && error.code === 'try_again';

/**
 * Writes planned changes, many members per transaction, one transaction after another: each checks the caller's
 * membership, and DynamoDB cancels overlapping transactions on one item. Stored changes are reported even if the rest
 * fails. Throws if nothing is stored and the caller has lost the permission.
 */
export const writeChanges = async (planned: readonly Planned[], bulk: BulkChange): Promise<Outcomes> => {
  const outcomes = new Map<string, PlannedChange>();
  let queue = planned;
  let hasStored = false;
  for (let refusals = 0; queue.length > 0 && refusals < mostAttempts && bulk.hasTime(); ) {
    const next = await advance(queue, bulk).catch((error: unknown) => {
      if (!hasStored && !isTryAgain(error)) throw error;
      return undefined;
    });
    if (next === undefined) break;
    for (const [userId, plan] of next.settled) outcomes.set(userId, plan);
    queue = next.planned;
    hasStored ||= next.isStored;
    refusals = next.isStored ? 0 : refusals + 1;
  }
  for (const { target } of queue) outcomes.set(target.userId, rejected('try_again'));
  return outcomes;
};
