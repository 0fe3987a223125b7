import { randomUUID } from 'node:crypto';
import { requestKey } from '#core/table/keys.ts';
import type { StoredMember } from '#core/table/member.ts';
import { newInvitation } from '#core/table/new-invitation.ts';
import type { StoredOrganization } from '#core/table/organization.ts';
import type { StoredRequest } from '#core/table/request.ts';
import { day, later, operator, person, present, product } from '#test/support/organization.ts';

export const now = present();
export const past = later(now, -day);
export const future = later(now, day);
export const origin = operator(now);

/** Things that belong together and that no other test has. */
export const things = () => {
  const organization: StoredOrganization = {
    id: randomUUID(),
    name: 'Acme',
    plan: 'standard',
    allowedEmailDomains: [],
    limits: { pendingInvitations: 2, members: 1, emailsPerDay: 3 },
    changedAt: now,
  };
  const facts = {
    organization,
    role: 'user' as const,
    teamIds: [],
    inviter: product,
    at: past,
    lifetimeSeconds: 172_800,
  };
  const invitation = newInvitation({ ...facts, seed: randomUUID() })('ann@x.test', 0);
  const member: StoredMember = {
    ...person('ann@x.test'),
    userId: randomUUID(),
    organizationId: organization.id,
    organizationName: organization.name,
    role: 'admin',
    teamIds: ['t1'],
    joinedAt: now,
    invitationId: invitation.id,
    changedAt: now,
  };
  const send = { organizationId: organization.id, invitationId: invitation.id, sendNumber: 1 };
  const request: StoredRequest = {
    state: 'running',
    bodyHash: 'h',
    at: now,
    seed: 's',
    inviter: product,
    lifetimeSeconds: 1,
    leaseUntil: now,
    keptUntil: future,
  };
  const key = requestKey(member, 'k');
  return {
    id: organization.id,
    organization,
    invitation,
    member,
    send,
    request,
    key,
    team: { id: randomUUID(), name: 'Sales' },
  };
};

export type Things = ReturnType<typeof things>;
