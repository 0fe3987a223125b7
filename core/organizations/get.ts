import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import type { Instant, OrganizationParams } from '#core/contract/fields.ts';
import type { Organization } from '#core/contract/organization.ts';
import { dayOf, readQuota, type StoredQuota } from '#core/table/email-quota.ts';
import { emailQuotaKey, organizationKey, placesKey, seatsKey } from '#core/table/keys.ts';
import { readOrganization, type StoredOrganization } from '#core/table/organization.ts';
import { readPlaces, takenPlaces } from '#core/table/places.ts';
import { getItems } from '#core/table/read.ts';
import { readSeats } from '#core/table/seats.ts';

type Found = StoredOrganization & Pick<Organization, 'usage'>;

const emailsOn = (today: string, quota: StoredQuota | undefined): number => (quota?.day === today ? quota.count : 0);

/** Reads the organization with limits and usage. Pending invitations are counted only if they are limited. */
export const findOrganization = async (organizationId: string, now: Instant): Promise<Found> => {
  const keys = [
    organizationKey(organizationId),
    seatsKey(organizationId),
    emailQuotaKey(organizationId),
    placesKey(organizationId),
  ];
  const [organization, seats, emails, places] = await getItems(keys);
  return {
    ...readOrganization(organization),
    usage: {
      pendingInvitations: places ? takenPlaces(readPlaces(places), now) : null,
      members: readSeats(seats).members,
      emailsToday: emailsOn(dayOf(now), readQuota(emails)),
    },
  };
};

/** Returns the organization as the API and the operator commands show it. */
export const answerOrganization = ({ changedAt: _, paused, ...organization }: Found): Organization => ({
  ...organization,
  paused: paused ?? null,
});

export const getOrganization = async (
  { organizationId }: OrganizationParams,
  { caller, now }: CallerRequest,
): Promise<Organization> => {
  await authorize(caller, organizationId, 'member');
  return answerOrganization(await findOrganization(organizationId, now));
};
