import { expect, test } from 'vitest';
import { listAuditEvents } from '#core/audit/list.ts';
import { recordChange } from '#core/audit/record.ts';
import { teamKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { listTeams } from '#core/teams/list.ts';
import { renameTeam } from '#core/teams/rename.ts';
import { by, seal, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

const teamIn = async ({ organizationId, admin }: TestOrganization, name: string) => {
  const { id: teamId } = await createTeam({ organizationId }, { name }, by(admin));
  return { organizationId, teamId };
};

const namesIn = async ({ organizationId, admin }: TestOrganization) =>
  (await listTeams({ organizationId }, {}, by(admin), seal)).items.map(({ name }) => name);

test('renameTeam lists the team under its new name and frees the old one', async () => {
  const acme = await startOrganization();
  const sales = await teamIn(acme, 'Sales');
  await teamIn(acme, 'Legal');
  expect(await renameTeam(sales, { name: 'Board' }, by(acme.admin))).toEqual({ id: sales.teamId, name: 'Board' });
  await expect(teamIn(acme, 'board')).rejects.toMatchObject({ code: 'team_exists' });
  await teamIn(acme, 'Sales');
  expect(await namesIn(acme)).toEqual(['Board', 'Legal', 'Sales']);
});

test('renameTeam returns team_exists for a name that looks like another team’s', async () => {
  const acme = await startOrganization();
  const sales = await teamIn(acme, 'Sales');
  await teamIn(acme, 'Legal');
  await expect(renameTeam(sales, { name: 'LEGAL' }, by(acme.admin))).rejects.toMatchObject({
    status: 409,
    code: 'team_exists',
  });
  expect(await namesIn(acme)).toEqual(['Legal', 'Sales']);
});

test('renameTeam changes the case of a name, and writes nothing for the same name', async () => {
  const acme = await startOrganization();
  const sales = await teamIn(acme, 'sales');
  expect(await renameTeam(sales, { name: 'Sales' }, by(acme.admin))).toEqual({ id: sales.teamId, name: 'Sales' });
  expect(await namesIn(acme)).toEqual(['Sales']);
  const before = await allItems();
  expect(await renameTeam(sales, { name: 'Sales' }, by(acme.admin))).toEqual({ id: sales.teamId, name: 'Sales' });
  expect(await allItems()).toEqual(before);
  await deleteTeam(sales, by(acme.admin));
  expect(await namesIn(acme)).toEqual([]);
});

test('renameTeam leaves one audit event with from and to', async () => {
  const acme = await startOrganization();
  const sales = await teamIn(acme, 'Sales');
  const before = await getItem(teamKey(sales));
  const request = by(acme.admin);
  await renameTeam(sales, { name: 'Board' }, request);
  const after = await getItem(teamKey(sales));
  for (const _ of [1, 2]) await recordChange(after, before, request.now);
  const { items } = await listAuditEvents(acme, { category: 'team' }, by(acme.admin), seal);
  expect(items).toMatchObject([
    { type: 'team.renamed', subject: { id: sales.teamId }, details: { name: 'Board', from: 'Sales', to: 'Board' } },
  ]);
});

test('renameTeam lets one of two concurrent renames to the same name through', async () => {
  const acme = await startOrganization();
  const teams = [await teamIn(acme, 'Sales'), await teamIn(acme, 'Legal')];
  const outcomes = await Promise.allSettled(teams.map((team) => renameTeam(team, { name: 'Board' }, by(acme.admin))));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await namesIn(acme)).toContain('Board');
  expect((await namesIn(acme)).length).toBe(2);
});

test('renameTeam against deletion leaves the team renamed nowhere and its names free', async () => {
  const acme = await startOrganization();
  const sales = await teamIn(acme, 'Sales');
  await Promise.allSettled([renameTeam(sales, { name: 'Board' }, by(acme.admin)), deleteTeam(sales, by(acme.admin))]);
  expect(await namesIn(acme)).toEqual([]);
  await teamIn(acme, 'Sales');
  await teamIn(acme, 'Board');
});

test('renameTeam is refused to users, and for a team that is not there', async () => {
  const acme = await startOrganization();
  const user = await acme.join('u@x.test');
  const sales = await teamIn(acme, 'Sales');
  await expect(renameTeam(sales, { name: 'Board' }, by(user))).rejects.toMatchObject({ code: 'forbidden' });
  const absent = { ...sales, teamId: 'absent' };
  await expect(renameTeam(absent, { name: 'Board' }, by(acme.admin))).rejects.toMatchObject({ code: 'team_not_found' });
});
