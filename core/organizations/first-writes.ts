import type { Origin } from '#core/table/change.ts';
import { putQuota } from '#core/table/email-quota.ts';
import type { StoredInvitation } from '#core/table/invitation.ts';
import { listOrganization, putOrganization, type StoredOrganization } from '#core/table/organization.ts';
import { putPlaces } from '#core/table/places.ts';
import { putSeats } from '#core/table/seats.ts';
import type { Write } from '#core/table/write.ts';

/** Returns the writes of a new organization, without its first invitations. */
export const firstWrites = (
  organization: StoredOrganization,
  pending: readonly StoredInvitation[],
  origin: Origin,
): Write[] => {
  const { id, limits } = organization;
  return [
    putOrganization(organization, origin),
    listOrganization(id),
    putSeats(id, limits.members),
    putQuota(id, limits.emailsPerDay, origin.at),
    ...(limits.pendingInvitations === null ? [] : [putPlaces(id, limits.pendingInvitations, pending)]),
  ];
};
