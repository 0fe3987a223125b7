import { expect, test } from 'vitest';
import type { Role } from '#core/contract/fields.ts';
import { changeMember } from '#core/members/change.ts';
import { removeMember } from '#core/members/remove.ts';
import { changeLimits } from '#core/organizations/change-limits.ts';
import { beforeNextWrite } from '#test/support/in-between.ts';
import { addresses, by, operator, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

const batch = 120;
// What the transaction stored that was under way when the permission ended, and the two admins' own invitations.
const stored = 49 + 2;

const storedIn = async ({ organizationId }: TestOrganization) =>
  (await allItems()).filter(({ PK, SK }) => PK === `ORG#${organizationId}` && String(SK).startsWith('INVITATION#'))
    .length;

const startWithTwoAdmins = async () => {
  const acme = await startOrganization();
  // Where they are limited, one transaction follows another.
  const { organizationId } = acme;
  await changeLimits({ organizationId, pendingInvitations: 1_000 }, operator(), async () => undefined);
  const eve = await acme.join('eve@x.test', { role: 'admin' });
  const ids = { organizationId: acme.organizationId, userId: eve.userId };
  return { acme, eve, ids };
};

test('a batch of an admin who is removed ends with 404 and keeps what was stored', async () => {
  const { acme, eve, ids } = await startWithTwoAdmins();
  beforeNextWrite(() => removeMember(ids, by(acme.admin)));
  await expect(acme.send(addresses(batch), { by: eve })).rejects.toMatchObject({ code: 'organization_not_found' });
  expect(await storedIn(acme)).toBe(stored);
});

test('a batch of an admin who is demoted ends with 403', async () => {
  const { acme, eve, ids } = await startWithTwoAdmins();
  const role: Role = 'user';
  beforeNextWrite(() => changeMember(ids, { role }, by(acme.admin)));
  await expect(acme.send(addresses(batch), { by: eve })).rejects.toMatchObject({ code: 'forbidden' });
});
