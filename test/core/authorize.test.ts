import { expect, test } from 'vitest';
import { authorize } from '#core/authorize.ts';
import { person, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

test('authorize throws organization_not_found for non-members and forbidden for a missing role', async () => {
  const acme = await startOrganization();
  const stranger = person('stranger@x.test');
  const absent = { status: 404, code: 'organization_not_found' };
  await expect(authorize(stranger, acme.organizationId, 'member')).rejects.toMatchObject(absent);
  await expect(authorize(acme.admin, 'another', 'admin')).rejects.toMatchObject(absent);
  for (const role of ['user', 'viewer'] as const) {
    const member = await acme.join(`${role}@x.test`, { role });
    expect(await authorize(member, acme.organizationId, 'member')).toMatchObject({ userId: member.userId, role });
    await expect(authorize(member, acme.organizationId, 'admin')).rejects.toMatchObject({
      status: 403,
      code: 'forbidden',
      message: 'Only an admin of the organization may do this.',
    });
  }
  expect(await authorize(acme.admin, acme.organizationId, 'admin')).toMatchObject({ role: 'admin' });
});
