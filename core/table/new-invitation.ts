import type { Instant, Role } from '#core/contract/fields.ts';
import type { Person } from '#core/contract/invitation.ts';
import { instantAfter } from '#core/instant.ts';
import { idAt } from '#core/new-id.ts';
import type { StoredInvitation } from './invitation.ts';
import type { StoredOrganization } from './organization.ts';

type Offer = {
  readonly organization: Pick<StoredOrganization, 'id' | 'name'>;
  readonly role: Role;
  readonly teamIds: string[];
  readonly inviter: Person;
  readonly at: Instant;
  readonly lifetimeSeconds: number;
  /** Seed of the ids: the same seed creates the same ids. */
  readonly seed: string;
};

/** Creates the pending invitation of one address. `position` orders those of one request. */
export const newInvitation =
  ({ organization, role, teamIds, inviter, at, lifetimeSeconds, seed }: Offer) =>
  (email: string, position: number): StoredInvitation => ({
    id: idAt(at, position, `${organization.id}#${seed}`),
    organizationId: organization.id,
    organizationName: organization.name,
    email,
    role,
    teamIds,
    status: 'pending',
    invitedBy: inviter,
    createdAt: at,
    expiresAt: instantAfter(at, lifetimeSeconds),
    sentCount: 1,
    lastSentAt: at,
    delivery: 'queued',
    newInvitationRequestedAt: null,
    newInvitationRequests: 0,
  });
