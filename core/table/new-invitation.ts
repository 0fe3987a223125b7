import type { Instant, Role } from '../contract/fields.ts';
import type { Person } from '../contract/invitation.ts';
import { idAt } from '../new-id.ts';
import type { StoredInvitation } from './invitation.ts';
import type { StoredOrganization } from './organization.ts';

type Offer = {
  readonly organization: StoredOrganization;
  readonly role: Role;
  readonly teamIds: string[];
  readonly inviter: Person;
  readonly at: Instant;
  readonly lifetimeSeconds: number;
};

const after = (at: Instant, seconds: number): Instant =>
  new Date(Date.parse(at) + seconds * 1000).toISOString() as Instant;

/** Makes the pending invitation of one address; `position` orders those of one request. */
export const newInvitation =
  ({ organization, role, teamIds, inviter, at, lifetimeSeconds }: Offer) =>
  (email: string, position: number): StoredInvitation => ({
    id: idAt(at, position),
    organizationId: organization.id,
    organizationName: organization.name,
    email,
    role,
    teamIds,
    status: 'pending',
    invitedBy: inviter,
    createdAt: at,
    expiresAt: after(at, lifetimeSeconds),
    sentCount: 1,
    lastSentAt: at,
    delivery: 'queued',
  });
