import { expect, test } from 'vitest';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { listTeams } from '#core/teams/list.ts';
import { by, seal, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

test('teams are listed by name, ignoring case', async () => {
  const acme = await startOrganization();
  for (const name of ['sales', 'Board', 'Österreich', 'audit']) await createTeam(acme, { name }, by(acme.admin));
  const first = await listTeams(acme, { limit: 3 }, by(acme.admin), seal);
  const rest = await listTeams(acme, { limit: 3, cursor: first.nextCursor ?? '' }, by(acme.admin), seal);
  expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(['audit', 'Board', 'sales', 'Österreich']);
  expect(rest.nextCursor).toBeNull();
});

test('a name that differs in case only is taken, until its team is deleted', async () => {
  const acme = await startOrganization();
  const team = await createTeam(acme, { name: 'Straße' }, by(acme.admin));
  await expect(createTeam(acme, { name: 'STRASSE' }, by(acme.admin))).rejects.toMatchObject({
    status: 409,
    code: 'team_exists',
  });
  await deleteTeam({ organizationId: acme.organizationId, teamId: team.id }, by(acme.admin));
  await expect(createTeam(acme, { name: 'STRASSE' }, by(acme.admin))).resolves.toMatchObject({ name: 'STRASSE' });
  await expect(
    deleteTeam({ organizationId: acme.organizationId, teamId: team.id }, by(acme.admin)),
  ).rejects.toMatchObject({ code: 'team_not_found' });
});

test.each([
  ['an invisible character', 'Sales', 'Sa\u200bles'],
  ['two blanks', 'Two Words', 'Two  Words'],
  ['a no-break blank', 'Two Words', 'Two\u00a0Words'],
  ['fullwidth letters', 'Sales', '\uff33\uff41\uff4c\uff45\uff53'],
  ['a Hangul filler', 'Sales', 'Sales\u3164'],
])('createTeam returns team_exists for a name that differs in %s only', async (_, name, other) => {
  const acme = await startOrganization();
  await createTeam(acme, { name }, by(acme.admin));
  await expect(createTeam(acme, { name: other }, by(acme.admin))).rejects.toMatchObject({ code: 'team_exists' });
});

test('createTeam keeps the name as it was typed, and takes names that fold to very long keys', async () => {
  const acme = await startOrganization();
  for (const name of ['👩‍💻 Devs', '\u0646\u06cc\u0645\u200c\u0641\u0627', '\ufdfa'.repeat(60)]) {
    const team = await createTeam(acme, { name }, by(acme.admin));
    expect(team.name).toBe(name);
    await deleteTeam({ organizationId: acme.organizationId, teamId: team.id }, by(acme.admin));
  }
});

test('only admins create and delete teams; every member sees them', async () => {
  const acme = await startOrganization();
  const viewer = await acme.join('v@x.test', { role: 'viewer' });
  const team = await createTeam(acme, { name: 'Sales' }, by(acme.admin));
  await expect(createTeam(acme, { name: 'Board' }, by(viewer))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deleteTeam({ organizationId: acme.organizationId, teamId: team.id }, by(viewer))).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect((await listTeams(acme, {}, by(viewer), seal)).items).toEqual([team]);
});
