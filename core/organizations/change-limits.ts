import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import { emailsPerDayLimits, type Organization, pendingInvitationLimits, plan } from '#core/contract/organization.ts';
import { pendingClaims } from '#core/invitations/pending-claims.ts';
import { noSuchOrganization, OperatorError } from '#core/problem.ts';
import { retryOnConflict } from '#core/retry.ts';
import { stillClaimed } from '#core/table/address.ts';
import type { Origin } from '#core/table/change.ts';
import { attempt, commit } from '#core/table/commit.ts';
import { changeQuotaLimit } from '#core/table/email-quota.ts';
import { organizationKey, placesKey } from '#core/table/keys.ts';
import { changeTerms, readOrganization, type StoredOrganization } from '#core/table/organization.ts';
import {
  addPlace,
  changePlacesLimit,
  freePlace,
  putPlaces,
  readPlaces,
  removePlaces,
  type StoredPlaces,
} from '#core/table/places.ts';
import { getItems } from '#core/table/read.ts';
import { changeMemberLimit } from '#core/table/seats.ts';
import type { Write } from '#core/table/write.ts';
import { answerOrganization, findOrganization } from './get.ts';

/** Maximum limit: the quota item has an entry for each pending invitation. */
const highestLimit = 1_000;

const highestEmailsPerDay = 1_000_000;

const organizationId = z.string();
const pendingInvitations = z.nullable(z.int().check(z.minimum(1), z.maximum(highestLimit)));

/** A plan sets its own limits of pending invitations and of emails per day. The member limit is unchanged. */
export const newPlan = z.pipe(
  z.strictObject({ organizationId, plan }),
  z.transform((asked) => ({
    ...asked,
    pendingInvitations: pendingInvitationLimits[asked.plan],
    emailsPerDay: emailsPerDayLimits[asked.plan],
  })),
);

/** Limits that differ from the plan's. Null is unlimited. */
export const newLimits = z
  .strictObject({
    organizationId,
    pendingInvitations: z.optional(pendingInvitations),
    members: z.optional(z.nullable(z.int().check(z.minimum(1)))),
    emailsPerDay: z.optional(z.nullable(z.int().check(z.minimum(1), z.maximum(highestEmailsPerDay)))),
  })
  .check(
    z.refine(
      ({ organizationId: _, ...limits }) => Object.values(limits).some((limit) => limit !== undefined),
      'name at least one limit',
    ),
  );

type Asked = {
  readonly organizationId: string;
  readonly plan?: StoredOrganization['plan'] | undefined;
  readonly pendingInvitations?: number | null | undefined;
  readonly members?: number | null | undefined;
  readonly emailsPerDay?: number | null | undefined;
};

// Longer than any request that has read the old terms can run.
const longestRequestMilliseconds = 30_000;
export const untilRequestsEnded = () => pause(longestRequestMilliseconds);

/**
 * Changes the plan or the limits. Members and invitations above a new limit stay; no new ones can be added. If pending
 * invitations become limited, the known ones get their slots in the same write. Invitations that requests under the old
 * terms add or end concurrently get or lose theirs when those requests have ended. Running the command again completes
 * an interrupted one.
 */
export const changeLimits = async (
  asked: Asked,
  origin: Origin,
  requestsEnded: () => Promise<unknown>,
): Promise<Organization> => {
  const counting = await retryOnConflict(() => changeOnce(asked, origin));
  if (counting) {
    await requestsEnded();
    await placeAllPending(asked.organizationId, origin.at);
  }
  return answerOrganization(await findOrganization(asked.organizationId, origin.at));
};

/** Returns the plan and the limits after the change. */
const termsAfter = (
  { plan, limits }: StoredOrganization,
  asked: Asked,
): Pick<StoredOrganization, 'plan' | 'limits'> => ({
  plan: asked.plan ?? plan,
  limits: {
    pendingInvitations: asked.pendingInvitations === undefined ? limits.pendingInvitations : asked.pendingInvitations,
    members: asked.members === undefined ? limits.members : asked.members,
    emailsPerDay: asked.emailsPerDay === undefined ? limits.emailsPerDay : asked.emailsPerDay,
  },
});

/** Returns whether pending invitations are limited now and may lack slots. */
const changeOnce = async (asked: Asked, origin: Origin): Promise<boolean> => {
  const { organizationId } = asked;
  const [item, placesItem] = await getItems([organizationKey(organizationId), placesKey(organizationId)]);
  if (item === undefined) throw noSuchOrganization();
  const organization = readOrganization(item);
  const terms = termsAfter(organization, asked);
  const { pendingInvitations } = terms.limits;
  if (!isDeepStrictEqual(terms, { plan: organization.plan, limits: organization.limits })) {
    const places = placesItem && readPlaces(placesItem);
    const pending =
      places === undefined && pendingInvitations !== null ? await limitablePending(organizationId, origin.at) : [];
    await commit([
      changeTerms(organization, terms, origin),
      ...placesSteps(organizationId, places, pendingInvitations, pending),
      ...quotaSteps(organization, terms),
    ]);
  }
  return pendingInvitations !== null && asked.pendingInvitations !== undefined;
};

const quotaSteps = (
  { id, limits: before }: StoredOrganization,
  { limits }: Pick<StoredOrganization, 'limits'>,
): Write[] => [
  ...(limits.emailsPerDay === before.emailsPerDay ? [] : [changeQuotaLimit(id, limits.emailsPerDay)]),
  ...(limits.members === before.members ? [] : [changeMemberLimit(id, limits.members)]),
];

type Holders = Parameters<typeof putPlaces>[2];

const placesSteps = (
  organizationId: string,
  places: StoredPlaces | undefined,
  limit: number | null,
  pending: Holders,
): Write[] => {
  if (places === undefined) return limit === null ? [] : [putPlaces(organizationId, limit, pending)];
  if (limit === null) return [removePlaces(organizationId, places.limit)];
  return limit === places.limit ? [] : [changePlacesLimit(organizationId, places.limit, limit)];
};

/** Returns all pending invitations, which count from the first write. Throws if they exceed the highest limit. */
const limitablePending = async (organizationId: string, now: Instant): Promise<Holders> => {
  const pending = await pendingClaims(organizationId, now);
  if (pending.length > highestLimit)
    throw new OperatorError(
      `${pending.length} invitations are pending: with more than ${highestLimit} they can't be limited. Revoke some, or wait.`,
    );
  return pending.map(({ invitationId, expiresAt }) => ({ id: invitationId, expiresAt }));
};

/** Gives places to pending invitations that lack one, and frees those of invitations that ended during the change. */
const placeAllPending = async (organizationId: string, now: Instant): Promise<void> => {
  // Read before the claims: an invitation with a slot here and without a claim afterwards has ended.
  const [item] = await getItems([placesKey(organizationId)]);
  const placed = new Set(item && Object.keys(readPlaces(item).places));
  const pending = await pendingClaims(organizationId, now);
  // Fails for an invitation that was accepted or revoked concurrently and needs no slot.
  for (const { email, invitationId, expiresAt } of pending.filter((claim) => !placed.has(claim.invitationId)))
    await attempt([
      stillClaimed({ organizationId, email }, invitationId),
      addPlace(organizationId, { id: invitationId, expiresAt }),
    ]);
  const claimed = new Set(pending.map(({ invitationId }) => invitationId));
  for (const id of [...placed].filter((held) => !claimed.has(held))) await attempt([freePlace(organizationId, id)]);
};
