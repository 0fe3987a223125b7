import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { invitationsCsv, listInvitationRows } from '#core/invitations/csv.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { addresses, by, later, person, present, seal, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const heading =
  'id,email,role,teams,status,delivery,createdAt,expiresAt,sentCount,lastSentAt,invitedBy,acceptedAt,revokedAt';

/** An organization whose admin has an address that a spreadsheet takes for a formula. */
const acmeOfHostileAdmin = async () => {
  const admin = person('=1+1@x.test', { userId: randomUUID() });
  const acme = await startOrganization({ admin });
  const team = (name: string) => createTeam(acme, { name }, by(admin));
  const rows = (query: Parameters<typeof listInvitationRows>[1], caller = admin) =>
    listInvitationRows(acme, query, by(caller), seal);
  return { ...acme, team, rows };
};

test('the CSV of invitations has names of teams, the inviter’s address and no formula', {
  tags: ['promise/input'],
}, async () => {
  const { team, invite, rows } = await acmeOfHostileAdmin();
  const teams = [await team('A, "B"'), await team('-2+3'), await team('@SUM(1)')];
  const teamIds = teams.map(({ id }) => id);
  const { id, createdAt, expiresAt } = await invite('+44@x.test', { role: 'viewer', teamIds });
  const { items } = await rows({ status: 'pending' });
  expect(invitationsCsv(items, true)).toBe(
    `${heading}\r\n${id},'+44@x.test,viewer,"A, ""B""; '-2+3; '@SUM(1)",pending,queued,${createdAt},${expiresAt},1,${createdAt},'=1+1@x.test,,\r\n`,
  );
  expect(invitationsCsv(items, false)).not.toContain(heading);
});

test('a row of the CSV says how its invitation ended, and leaves out teams that were deleted', async () => {
  const acme = await acmeOfHostileAdmin();
  const { organizationId, admin } = acme;
  const at = present();
  const { id: teamId } = await acme.team('Sales');
  await acme.join('joined@x.test', { at });
  const revoked = await acme.invite('revoked@x.test', { teamIds: [teamId], at });
  await revokeInvitation({ organizationId, invitationId: revoked.id }, by(admin, at));
  await acme.invite('expired@x.test', { at: later(at, -10_000), lifetimeSeconds: 5 });
  await deleteTeam({ organizationId, teamId }, by(admin));
  const { items } = await acme.rows({});
  const rows = Object.fromEntries(items.map((row) => [row.email, row]));
  expect(rows['joined@x.test']).toMatchObject({ status: 'accepted', acceptedAt: at, revokedAt: undefined });
  expect(rows['revoked@x.test']).toMatchObject({ status: 'revoked', revokedAt: at, teams: '' });
  expect(rows['expired@x.test']).toMatchObject({ status: 'expired', acceptedAt: undefined, revokedAt: undefined });
});

test('the CSV of invitations takes the filters of the list, goes on at a cursor, and is for admins', async () => {
  const { send, join, rows } = await acmeOfHostileAdmin();
  await send(addresses(3));
  const first = await rows({ status: 'pending', limit: 2 });
  const last = await rows({ status: 'pending', limit: 2, cursor: first.nextCursor ?? '' });
  const emails = [...first.items, ...last.items].map(({ email }) => email);
  expect(emails).toEqual(['p2@x.test', 'p1@x.test', 'p0@x.test']);
  expect(last.nextCursor).toBeNull();
  expect((await rows({ emailPrefix: 'p1' })).items.map(({ email }) => email)).toEqual(['p1@x.test']);
  await expect(rows({}, await join('dee@x.test'))).rejects.toMatchObject({ code: 'forbidden' });
});
