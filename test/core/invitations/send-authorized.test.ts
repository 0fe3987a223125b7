import { expect, test } from 'vitest';
import type { Role } from '#core/contract/fields.ts';
import { changeMember } from '#core/members/change.ts';
import { removeMember } from '#core/members/remove.ts';
import { beforeNextWrite } from '#test/support/in-between.ts';
import { addresses, by, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

const batch = 400;
// The transactions that were under way when the permission ended: four lanes of 49 addresses.
const mostStored = 4 * 49;

const storedIn = async ({ organizationId }: TestOrganization) =>
  (await allItems()).filter(({ PK, SK }) => PK === `ORG#${organizationId}` && String(SK).startsWith('INVITATION#')).length;

const startWithTwoAdmins = async () => {
  const acme = await startOrganization();
  const eve = await acme.join('eve@x.test', { role: 'admin' });
  const ids = { organizationId: acme.organizationId, userId: eve.userId };
  return { acme, eve, ids };
};

test('a batch of an admin who is removed ends with 404 and keeps what was stored', async () => {
  const { acme, eve, ids } = await startWithTwoAdmins();
  beforeNextWrite(() => removeMember(ids, by(acme.admin)));
  await expect(acme.send(addresses(batch), { by: eve })).rejects.toMatchObject({ code: 'organization_not_found' });
  expect(await storedIn(acme)).toBeLessThanOrEqual(mostStored + 2);
});

test('a batch of an admin who is demoted ends with 403', async () => {
  const { acme, eve, ids } = await startWithTwoAdmins();
  const role: Role = 'user';
  beforeNextWrite(() => changeMember(ids, { role }, by(acme.admin)));
  await expect(acme.send(addresses(batch), { by: eve })).rejects.toMatchObject({ code: 'forbidden' });
});
