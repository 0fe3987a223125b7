import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import type { Answer } from '#test/system/consistency/model/client.ts';
import type { Member, Organization, Person } from '#test/system/consistency/model/model.ts';
import { existing, mayAdminister, memberIn, type Verdict } from '#test/system/consistency/model/rules.ts';
import type { World } from '#test/system/consistency/model/world.ts';
import { applyChange, takeOut } from './members.ts';
import { actor, actorIn, agrees, type FactsOf, pick, steps } from './step.ts';

const changing = fc.record({
  organization: fc.nat(1),
  by: actor,
  /** Members, people who may not be members, and ids of no person. */
  whom: fc.array(
    fc.record({ kind: fc.constantFrom('member', 'member', 'member', 'person', 'no one'), n: fc.nat(50) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  removes: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  role: fc.option(fc.constantFrom('admin' as const, 'user' as const, 'viewer' as const), { nil: undefined }),
  added: fc.array(fc.nat(5), { maxLength: 2 }),
  removed: fc.array(fc.nat(5), { maxLength: 2 }),
  dryRun: fc.boolean(),
});
type Changing = FactsOf<typeof changing>;

type Change = {
  readonly role?: 'admin' | 'user' | 'viewer';
  readonly addTeamIds?: readonly string[];
  readonly removeTeamIds?: readonly string[];
};

const idOf = (world: World, { members }: Organization, { kind, n }: Changing['whom'][number]): string => {
  if (kind === 'no one') return `no#one ${n % 2}`;
  return kind === 'member' ? pick(members, n).userId : pick(world.model.people, n).userId;
};

/** The change, or undefined where the facts name none. */
const changeOf = ({ teams }: Organization, { role, added, removed }: Changing): Change | undefined => {
  const named = (ns: readonly number[]) => (teams.length === 0 ? [] : ns.map((n) => pick(teams, n).id));
  const addTeamIds = named(added);
  const removeTeamIds = named(removed).filter((id) => !addTeamIds.includes(id));
  const change = {
    ...(role && { role }),
    ...(addTeamIds.length > 0 && { addTeamIds }),
    ...(removeTeamIds.length > 0 && { removeTeamIds }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
};

/** The teams that a member has after the change. */
const teamsAfter = (current: readonly string[], { addTeamIds = [], removeTeamIds = [] }: Change): string[] =>
  [...new Set([...current, ...addTeamIds])].filter((id) => !removeTeamIds.includes(id));

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** The outcome of one, or the code of its rejection. */
const judge = (organization: Organization, by: Person, userId: string, change: Change | undefined): string => {
  const member = memberIn(organization, userId);
  if (!member) return 'member_not_found';
  const isOwn = userId === by.userId;
  if (change === undefined) return isOwn ? 'own_membership' : 'removed';
  // Who asks is an admin.
  if (isOwn && change.role !== undefined && change.role !== 'admin') return 'own_membership';
  const current = existing(organization, member.teamIds);
  const isUnchanged = (change.role ?? member.role) === member.role && isSame(teamsAfter(current, change), current);
  return isUnchanged ? 'unchanged' : 'changed';
};

const isRejected = (outcome: string): boolean => !['changed', 'unchanged', 'removed'].includes(outcome);

const statusOf = (outcomes: readonly string[], dryRun: boolean): Verdict => {
  const rejected = outcomes.filter(isRejected).length;
  if (dryRun || rejected === 0) return { status: 200 };
  return rejected === outcomes.length ? { status: 422, code: 'nothing_changed' } : { status: 207 };
};

const verdictOf = (
  organization: Organization,
  by: Person,
  change: Change | undefined,
  ofOutcomes: Verdict,
): Verdict => {
  const right = mayAdminister(organization, by);
  if (right.status !== 200) return right;
  const named = [...(change?.addTeamIds ?? []), ...(change?.removeTeamIds ?? [])];
  const isUnknown = existing(organization, named).length < named.length;
  return isUnknown ? { status: 422, code: 'team_not_found' } : ofOutcomes;
};

const outcomesIn = ({ body }: Answer) =>
  body.results.map(({ userId, outcome, code }: Record<string, string>) => [userId, code ?? outcome]);

const apply = (organization: Organization, member: Member, change: Change | undefined, by: Person, now: number) => {
  if (change === undefined) return takeOut(organization, member, by, now);
  const teamIds = teamsAfter(existing(organization, member.teamIds), change);
  applyChange(organization, member, { role: change.role, teamIds }, by, now);
};

const changeSeveral = async (world: World, facts: Changing): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const by = actorIn(world, organization, facts.by);
  const change = facts.removes ? undefined : changeOf(organization, facts);
  if (change === undefined && !facts.removes) return;
  const userIds = facts.whom.map((one) => idOf(world, organization, one));
  const body = { userIds, change: change ?? { remove: true }, dryRun: facts.dryRun };
  const call = await world.client.as(by);
  const answer = await call('POST', `/organizations/${organization.id}/members/changes`, body);
  const judged = [...new Set(userIds)].map((userId) => [userId, judge(organization, by, userId, change)] as const);
  const ofOutcomes = statusOf(
    judged.map(([, outcome]) => outcome),
    facts.dryRun,
  );
  const verdict = verdictOf(organization, by, change, ofOutcomes);
  agrees(answer, verdict, `${by.label} changes several members`);
  if (verdict !== ofOutcomes) return;
  assert.deepEqual(outcomesIn(answer), judged);
  if (facts.dryRun) return;
  for (const [userId, outcome] of judged) {
    const member = memberIn(organization, userId);
    if (member && !isRejected(outcome)) apply(organization, member, change, by, world.clock.now());
  }
};

export const changingSeveralSteps = [
  { weight: 3, arbitrary: steps({ name: 'change several members', facts: changing, run: changeSeveral }) },
];
