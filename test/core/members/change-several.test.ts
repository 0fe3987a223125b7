import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Caller } from '#core/caller.ts';
import type { MemberResult, MembersChange } from '#core/contract/member-changes.ts';
import { changeMember } from '#core/members/change.ts';
import { changeMembers } from '#core/members/change-several.ts';
import { listMembers } from '#core/members/list.ts';
import { removeMember } from '#core/members/remove.ts';
import { Problem } from '#core/problem.ts';
import { seatsKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { createTeam } from '#core/teams/create.ts';
import { beforeNextWrite } from '#test/support/in-between.ts';
import { by, person, seal, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

/** An organization whose admin has an id as Cognito makes them. */
const start = () => {
  const id = randomUUID();
  return startOrganization({ admin: person(`admin-${id}@x.test`, { userId: id }) });
};

type Options = { readonly as?: Caller; readonly dryRun?: boolean; readonly hasTime?: () => boolean };

/** Changes members and returns the results, also when all changes are rejected. */
const change = async (
  { organizationId, admin }: TestOrganization,
  userIds: readonly string[],
  what: MembersChange,
  { as = admin, dryRun, hasTime = () => true }: Options = {},
): Promise<MemberResult[]> =>
  changeMembers({ organizationId }, { userIds: [...userIds], change: what, dryRun }, by(as), hasTime).then(
    ({ results }) => results,
    (error: unknown) => {
      if (error instanceof Problem && error.code === 'nothing_changed') return error.facts.results as MemberResult[];
      throw error;
    },
  );

const outcomes = (results: readonly MemberResult[]): string[] =>
  results.map((result) => (result.outcome === 'rejected' ? result.code : result.outcome));

const joins = async (acme: TestOrganization, count: number, options: Parameters<TestOrganization['send']>[1] = {}) => {
  const people = Array.from({ length: count }, (_, n) => {
    const id = randomUUID();
    return person(`p${n}-${id}@x.test`, { name: `Person Number ${n}`, userId: id });
  });
  const results = await acme.send(
    people.map(({ email }) => email),
    options,
  );
  await Promise.all(
    results.map((result, n) => {
      const caller = people[n];
      if (result.outcome !== 'invited' || !caller) throw new Error('not invited');
      return acme.accept(result.invitation, caller);
    }),
  );
  return people;
};

const ids = (people: readonly Caller[]) => people.map(({ userId }) => userId);

const membersOf = async ({ organizationId, admin }: TestOrganization) =>
  (await listMembers({ organizationId }, { limit: 100 }, by(admin), seal)).items;

const adminsOf = async ({ organizationId }: TestOrganization) => (await getItem(seatsKey(organizationId)))?.admins;

const teamsOf = async ({ organizationId, admin }: TestOrganization, count: number) => {
  const teams: string[] = [];
  for (let n = 0; n < count; n++)
    teams.push((await createTeam({ organizationId }, { name: `Team ${n}` }, by(admin))).id);
  return teams;
};

test('changeMembers changes role and teams, says what was so already, and merges duplicates', async () => {
  const acme = await start();
  const [sales = '', legal = ''] = await teamsOf(acme, 2);
  const people = await joins(acme, 2, { teamIds: [legal] });
  const [one = '', other = ''] = ids(people);
  const first = await change(acme, [one], { role: 'viewer', addTeamIds: [sales], removeTeamIds: [legal] });
  expect(first).toMatchObject([{ userId: one, outcome: 'changed', member: { role: 'viewer', teamIds: [sales] } }]);
  const second = await change(acme, [other, one, other], {
    role: 'viewer',
    addTeamIds: [sales],
    removeTeamIds: [legal],
  });
  expect(second.map(({ userId }) => userId)).toEqual([other, one]);
  expect(outcomes(second)).toEqual(['changed', 'unchanged']);
});

test('changeMembers rejects each member with its own reason', async () => {
  const acme = await start();
  const teams = await teamsOf(acme, 21);
  const [full] = await joins(acme, 1, { teamIds: teams.slice(0, 20) });
  const named = [full?.userId ?? '', acme.admin.userId, 'absent', '#', '../x y', ''];
  const results = await change(acme, named, { role: 'user', addTeamIds: teams.slice(20) });
  expect(outcomes(results)).toEqual(['too_many_teams', 'own_membership', ...Array(4).fill('member_not_found')]);
  expect(results.map(({ userId }) => userId)).toEqual(named);
  const own = await change(acme, [acme.admin.userId], { addTeamIds: teams.slice(20) });
  expect(outcomes(own)).toEqual(['changed']);
  expect(outcomes(await change(acme, [acme.admin.userId], { remove: true }))).toEqual(['own_membership']);
});

test('changeMembers refuses the whole request for an unknown team', async () => {
  const acme = await start();
  const people = await joins(acme, 1);
  for (const what of [{ addTeamIds: ['absent'] }, { removeTeamIds: ['absent'] }])
    await expect(change(acme, ids(people), what)).rejects.toMatchObject({ status: 422, code: 'team_not_found' });
});

test('a dry run has the same outcomes and writes nothing', async () => {
  const acme = await start();
  const people = await joins(acme, 3);
  const before = await allItems();
  const named = [...ids(people), 'absent', acme.admin.userId];
  const dry = await change(acme, named, { remove: true }, { dryRun: true });
  expect(await allItems()).toEqual(before);
  expect(dry).toEqual(await change(acme, named, { remove: true }));
  expect(outcomes(dry)).toEqual(['removed', 'removed', 'removed', 'member_not_found', 'own_membership']);
});

test('150 removals leave one audit source each, all of one request, and free addresses and seats', async () => {
  const acme = await start();
  const people = await joins(acme, 150, { role: 'admin' });
  expect(new Set(outcomes(await change(acme, ids(people), { remove: true })))).toEqual(new Set(['removed']));
  const items = (await allItems()).filter(({ PK }) => PK === `ORG#${acme.organizationId}`);
  const removed = items.filter(({ change: what }) => what === 'member.removed');
  expect(removed).toHaveLength(150);
  expect(new Set(removed.map(({ requestId }) => requestId)).size).toBe(1);
  expect(await getItem(seatsKey(acme.organizationId))).toMatchObject({ members: 1, admins: 1 });
  const left = items.filter(({ SK }) => /^(NAMEWORD|JOINED|ADDRESS)#/.test(String(SK)));
  expect(left.filter(({ userId }) => userId !== acme.admin.userId)).toEqual([]);
  expect(await membersOf(acme)).toHaveLength(1);
});

test('two admins who demote each other leave one admin', { repeats: 3 }, async () => {
  const acme = await start();
  const [other] = await joins(acme, 1, { role: 'admin' });
  if (!other) throw new Error('absent');
  await Promise.allSettled([
    change(acme, [other.userId], { role: 'user' }),
    change(acme, [acme.admin.userId], { role: 'user' }, { as: other }),
  ]);
  expect((await membersOf(acme)).filter(({ role }) => role === 'admin')).toHaveLength(1);
  expect(await adminsOf(acme)).toBe(1);
});

test('bulk removal against single demotion and leaving keeps an exact count of admins', { repeats: 3 }, async () => {
  const acme = await start();
  const people = await joins(acme, 4, { role: 'admin' });
  const [a, b, c] = people;
  if (!a || !b || !c) throw new Error('absent');
  const { organizationId } = acme;
  await Promise.allSettled([
    change(acme, ids(people), { remove: true }),
    change(acme, [acme.admin.userId, ...ids([b, c])], { remove: true }, { as: a }),
    changeMember({ organizationId, userId: acme.admin.userId }, { role: 'user' }, by(b)),
    removeMember({ organizationId, userId: c.userId }, by(c)),
  ]);
  const members = (await allItems()).filter(({ SK, role }) => SK === `ORG#${organizationId}` && role !== undefined);
  const admins = members.filter(({ role }) => role === 'admin');
  expect(admins.length).toBeGreaterThan(0);
  expect(await getItem(seatsKey(organizationId))).toMatchObject({ members: members.length, admins: admins.length });
});

test.each([
  [0, 'forbidden'],
  [1, 'try_again'],
])('changeMembers stops when the caller is demoted before transaction %i', async (after, code) => {
  const acme = await start();
  const people = await joins(acme, 110);
  const [other] = await joins(acme, 1, { role: 'admin' });
  if (!other) throw new Error('absent');
  const id = { organizationId: acme.organizationId, userId: acme.admin.userId };
  beforeNextWrite(() => changeMember(id, { role: 'user' }, by(other)), after);
  const results = await change(acme, ids(people), { role: 'viewer' }).catch((error) => error.code);
  if (after === 0) expect(results).toBe(code);
  else expect(new Set(outcomes(results))).toEqual(new Set(['changed', code]));
  const viewers = (await allItems()).filter(({ SK, role }) => SK === `ORG#${id.organizationId}` && role === 'viewer');
  expect(viewers).toHaveLength(after === 0 ? 0 : outcomes(results).filter((one) => one === 'changed').length);
});

test('changeMembers plans a member again who is changed between read and write', async () => {
  const acme = await start();
  const teams = await teamsOf(acme, 2);
  const [dee, lee] = await joins(acme, 2);
  if (!dee || !lee) throw new Error('absent');
  const id = { organizationId: acme.organizationId, userId: dee.userId };
  beforeNextWrite(async () => {
    await changeMember(id, { role: 'admin', teamIds: teams.slice(0, 1) }, by(acme.admin));
    await removeMember({ ...id, userId: lee.userId }, by(acme.admin));
  });
  const results = await change(acme, ids([dee, lee]), { role: 'viewer', addTeamIds: teams.slice(1) });
  expect(results).toMatchObject([
    { outcome: 'changed', member: { role: 'viewer', teamIds: teams } },
    { outcome: 'rejected', code: 'member_not_found' },
  ]);
  expect(await getItem(seatsKey(acme.organizationId))).toMatchObject({ members: 2, admins: 1 });
});

test('changeMembers returns try_again for members without time left, and throws it if all are', async () => {
  const acme = await start();
  const people = await joins(acme, 120);
  let left = 1;
  const results = await change(acme, ids(people), { role: 'viewer' }, { hasTime: () => left-- > 0 });
  expect(new Set(outcomes(results))).toEqual(new Set(['changed', 'try_again']));
  expect(outcomes(results).lastIndexOf('changed')).toBeLessThan(outcomes(results).indexOf('try_again'));
  await expect(change(acme, ids(people), { role: 'admin' }, { hasTime: () => false })).rejects.toMatchObject({
    code: 'try_again',
  });
});

test('users may not change members, and strangers learn nothing', async () => {
  const acme = await start();
  const [user] = await joins(acme, 1);
  if (!user) throw new Error('absent');
  await expect(change(acme, [user.userId], { remove: true }, { as: user })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(change(acme, [user.userId], { remove: true }, { as: person('eve@x.test') })).rejects.toMatchObject({
    code: 'organization_not_found',
  });
});
