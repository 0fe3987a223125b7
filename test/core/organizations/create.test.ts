import { expect, test } from 'vitest';
import { createOrganization, newOrganization } from '#core/organizations/create.ts';
import { findOrganization } from '#core/organizations/get.ts';
import { invitationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { day, later, operator, present, product } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const at = present();
const terms = { lifetimeSeconds: 7 * 24 * 60 * 60, inviter: product };
const asked = { name: 'Acme', plan: 'standard', adminEmail: 'ada@acme.test' } as const;

test('a new organization has its plan’s limits, no members, and an invited admin whose invitation counts', async () => {
  const { organizationId, invitationId } = await createOrganization(asked, operator(at), terms);
  expect(await findOrganization(organizationId, at)).toEqual({
    id: organizationId,
    name: 'Acme',
    plan: 'standard',
    allowedEmailDomains: [],
    limits: { pendingInvitations: 50, members: null, emailsPerDay: 250 },
    usage: { pendingInvitations: 1, members: 0, emailsToday: 0 },
    changedAt: at,
  });
  expect(await getItem(invitationKey({ organizationId, invitationId }))).toMatchObject({
    email: 'ada@acme.test',
    role: 'admin',
    teamIds: [],
    status: 'pending',
    invitedBy: product,
    expiresAt: later(at, 7 * day),
  });
});

test('without a limit of pending invitations nothing counts them, and members are limited where asked for', async () => {
  const unlimited = { ...asked, plan: 'enterprise', memberLimit: 3 } as const;
  const { organizationId } = await createOrganization(newOrganization.parse(unlimited), operator(at), terms);
  expect(await findOrganization(organizationId, at)).toMatchObject({
    limits: { pendingInvitations: null, members: 3 },
    usage: { pendingInvitations: null, members: 0 },
  });
});
