import * as fc from 'fast-check';
import type { Member, Organization, Person } from '#test/system/consistency/model/model.ts';
import {
  changedAt,
  existing,
  judgeChanging,
  judgeRemoving,
  mayAdminister,
  memberIn,
} from '#test/system/consistency/model/rules.ts';
import type { World } from '#test/system/consistency/model/world.ts';
import { actor, actorIn, agrees, type FactsOf, pick, steps } from './step.ts';

const whom = fc.record({ isMember: fc.integer({ min: 0, max: 5 }).map((n) => n > 0), n: fc.nat(50) });

const userIdOf = ({ model }: World, { members }: Organization, { isMember, n }: FactsOf<typeof whom>): string =>
  (isMember ? pick(members, n) : pick(model.people, n)).userId;

/** Removes a member from the model. */
export const takeOut = (organization: Organization, member: Member, by: Person, now: number): void => {
  const { userId: subject, email, role } = member;
  organization.members = organization.members.filter(({ userId }) => userId !== subject);
  const type = subject === by.userId ? 'member.left' : 'member.removed';
  const at = changedAt(organization, subject, now);
  organization.events.push({ type, at, actor: by.userId, subject, email, role });
};

const removing = fc.record({ organization: fc.nat(1), by: actor, whom, leaves: fc.boolean() });

const remove = async (world: World, facts: FactsOf<typeof removing>): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const asked = userIdOf(world, organization, facts.whom);
  const leaver = world.model.people.find(({ userId }) => userId === asked);
  const by = facts.leaves && leaver ? leaver : actorIn(world, organization, facts.by);
  const call = await world.client.as(by);
  const answer = await call('DELETE', `/organizations/${organization.id}/members/${asked}`);
  const verdict = judgeRemoving(organization, by, asked);
  const member = memberIn(organization, asked);
  agrees(answer, verdict, `${by.label} removes ${member?.email}`);
  if (verdict.status !== 204 || !member) return;
  takeOut(organization, member, by, world.clock.now());
};

const changing = fc.record(
  {
    organization: fc.nat(1),
    by: actor,
    whom,
    role: fc.constantFrom('admin' as const, 'user' as const, 'viewer' as const),
    teams: fc.array(fc.nat(5), { maxLength: 3 }),
  },
  { requiredKeys: ['organization', 'by', 'whom'] },
);

type Change = { readonly role?: Member['role'] | undefined; readonly teamIds?: readonly string[] };

const sameTeams = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

/** Changes a member of the model. */
export const applyChange = (
  organization: Organization,
  member: Member,
  change: Change,
  by: Person,
  now: number,
): void => {
  const { userId, email } = member;
  const before = { role: member.role, teamIds: existing(organization, member.teamIds) };
  const after = { role: change.role ?? before.role, teamIds: [...new Set(change.teamIds ?? before.teamIds)] };
  member.role = after.role;
  if (change.teamIds !== undefined) member.teamIds = after.teamIds;
  const at = changedAt(organization, userId, now);
  const event = { at, actor: by.userId, subject: userId, email, role: after.role };
  if (before.role !== after.role) organization.events.push({ type: 'member.role_changed', ...event });
  if (!sameTeams(before.teamIds, after.teamIds)) organization.events.push({ type: 'member.teams_changed', ...event });
};

const change = async (world: World, facts: FactsOf<typeof changing>): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const by = actorIn(world, organization, facts.by);
  const call = await world.client.as(by);
  const asked = userIdOf(world, organization, facts.whom);
  const { role, teams } = facts;
  const teamIds = teams && organization.teams.length > 0 ? teams.map((n) => pick(organization.teams, n).id) : undefined;
  const wanted: Change = { ...(role !== undefined && { role }), ...(teamIds && { teamIds }) };
  const answer = await call('PATCH', `/organizations/${organization.id}/members/${asked}`, wanted);
  const right = mayAdminister(organization, by);
  const verdict = right.status === 200 ? judgeChanging(organization, asked, wanted) : right;
  const member = memberIn(organization, asked);
  agrees(answer, verdict, `${by.label} changes ${member?.email}`);
  if (verdict.status === 200 && member) applyChange(organization, member, wanted, by, world.clock.now());
};

export const memberSteps = [
  { weight: 2, arbitrary: steps({ name: 'remove', facts: removing, run: remove }) },
  { weight: 3, arbitrary: steps({ name: 'change member', facts: changing, run: change }) },
];
