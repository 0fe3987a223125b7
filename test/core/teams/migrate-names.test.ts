import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { commit } from '#core/table/commit.ts';
import { teamKey, teamNameKey } from '#core/table/keys.ts';
import { absent, put, unexpected } from '#core/table/write.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { listTeams } from '#core/teams/list.ts';
import { migrateTeamNames } from '#core/teams/migrate-names.ts';
import { beforeNextWrite, stepsOfWrites } from '#test/support/in-between.ts';
import { by, seal, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

/** A team as release 0.1.0 stored it: the key of its name is folded in case only, and the team does not name it. */
const storeTeam = async ({ organizationId }: TestOrganization, name: string) => {
  const team = { id: randomUUID(), name };
  const key = name.normalize('NFC').toUpperCase().toLowerCase();
  await commit([
    {
      item: put({ ...teamKey({ organizationId, teamId: team.id }), ...team, organizationId }, absent),
      refusal: unexpected('team'),
    },
    { item: put({ ...teamNameKey(organizationId, key), ...team }, absent), refusal: unexpected('name') },
  ]);
  return team;
};

const migrate = ({ organizationId }: TestOrganization) => migrateTeamNames({ organizationId }, () => true);

const namesOf = async ({ organizationId, admin }: TestOrganization) =>
  (await listTeams({ organizationId }, { limit: 100 }, by(admin), seal)).items.map(({ name }) => name);

const create = ({ organizationId, admin }: TestOrganization, name: string) =>
  createTeam({ organizationId }, { name }, by(admin));

const remove = ({ organizationId, admin }: TestOrganization, { id }: { readonly id: string }) =>
  deleteTeam({ organizationId, teamId: id }, by(admin));

test('a team of release 0.1.0 is deleted before and after its name is migrated, and its name is free then', async () => {
  const acme = await startOrganization();
  for (const isMigrated of [false, true]) {
    const team = await storeTeam(acme, 'Two\u00a0Words');
    if (isMigrated) expect(await migrate(acme)).toMatchObject({ moved: 1 });
    await remove(acme, team);
    expect(await namesOf(acme)).toEqual([]);
    await remove(acme, await create(acme, 'Two Words'));
  }
});

test('migrateTeamNames moves each name to the key of today once, after which no other team can have it', async () => {
  const acme = await startOrganization();
  for (const name of ['Sales', 'Two\u00a0Words', 'Le\u200bgal']) await storeTeam(acme, name);
  await create(acme, 'Board\u3164');
  expect(await migrate(acme)).toEqual({ organizations: 1, moved: 2, collisions: [], next: null });
  const steps = stepsOfWrites();
  expect(await migrate(acme)).toEqual({ organizations: 1, moved: 0, collisions: [], next: null });
  expect(steps).toEqual([]);
  for (const name of ['Two Words', 'legal', 'SALES', 'board'])
    await expect(create(acme, name)).rejects.toMatchObject({ code: 'team_exists' });
  expect((await namesOf(acme)).length).toBe(4);
});

test('migrateTeamNames lists names that look the same, and moves the second once the first is deleted', async () => {
  const acme = await startOrganization();
  const first = await storeTeam(acme, 'Sales');
  const second = await storeTeam(acme, 'Sales\u200b');
  const collisions = [{ organizationId: acme.organizationId, teams: [second, first] }];
  expect(await migrate(acme)).toMatchObject({ moved: 0, collisions });
  expect((await namesOf(acme)).length).toBe(2);
  await remove(acme, first);
  expect(await migrate(acme)).toMatchObject({ moved: 1, collisions: [] });
  await remove(acme, second);
  expect(await namesOf(acme)).toEqual([]);
});

test('a team that is deleted while its name is migrated is gone, with its name', async () => {
  const acme = await startOrganization();
  const team = await storeTeam(acme, 'Two\u00a0Words');
  beforeNextWrite(() => remove(acme, team));
  expect(await migrate(acme)).toMatchObject({ moved: 0, collisions: [] });
  expect(await namesOf(acme)).toEqual([]);
  await create(acme, 'Two Words');
});

test('a team whose name is migrated while it is deleted is gone, with its name', async () => {
  const acme = await startOrganization();
  const team = await storeTeam(acme, 'Two\u00a0Words');
  beforeNextWrite(() => migrate(acme));
  await remove(acme, team);
  expect(await namesOf(acme)).toEqual([]);
  await create(acme, 'Two Words');
});

test('a team that is created while another of that name is migrated makes the two collide', async () => {
  const acme = await startOrganization();
  const old = await storeTeam(acme, 'Two\u00a0Words');
  beforeNextWrite(() => create(acme, 'Two Words'));
  const { moved, collisions } = await migrate(acme);
  expect(moved).toBe(0);
  expect(collisions).toMatchObject([{ teams: [old, { name: 'Two Words' }] }]);
});

test('migrateTeamNames sees all organizations, in as many calls as there is time for', async () => {
  const all = [await startOrganization(), await startOrganization()];
  for (const organization of all) await storeTeam(organization, 'Two\u00a0Words');
  const [first = expect.fail(), last = expect.fail()] = all;
  let left = 1;
  // The others of this file come before.
  const { next } = await migrateTeamNames({ after: undefined, organizationId: undefined }, () => left-- > 0);
  expect(next).not.toBeNull();
  const rest = await migrateTeamNames({ after: next ?? '' }, () => true);
  expect(rest).toMatchObject({ next: null });
  expect(rest.moved).toBeGreaterThanOrEqual(2);
  expect(await migrateTeamNames({ after: first.organizationId }, () => true)).toMatchObject({
    organizations: 1,
    moved: 0,
  });
  expect(await migrateTeamNames({ after: last.organizationId }, () => true)).toMatchObject({ organizations: 0 });
  expect(await migrateTeamNames({ after: first.organizationId }, () => false)).toMatchObject({
    organizations: 0,
    next: first.organizationId,
  });
});
