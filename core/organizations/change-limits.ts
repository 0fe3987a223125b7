import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import { type Organization, pendingInvitationLimits, plan } from '#core/contract/organization.ts';
import { pendingClaims } from '#core/invitations/pending-claims.ts';
import { noSuchOrganization, Refusal } from '#core/problem.ts';
import { stillClaimed } from '#core/table/address.ts';
import { afresh } from '#core/table/afresh.ts';
import type { Origin } from '#core/table/change.ts';
import { attempt, commit } from '#core/table/commit.ts';
import { organizationKey, placesKey } from '#core/table/keys.ts';
import { changeTerms, readOrganization, type StoredOrganization } from '#core/table/organization.ts';
import {
  addPlace,
  changePlacesLimit,
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

const organizationId = z.string();
const pendingInvitations = z.nullable(z.int().check(z.minimum(1), z.maximum(highestLimit)));

/** A plan sets its own limit of pending invitations. The member limit is unchanged. */
export const newPlan = z.pipe(
  z.strictObject({ organizationId, plan }),
  z.transform((asked) => ({ ...asked, pendingInvitations: pendingInvitationLimits[asked.plan] })),
);

/** Limits that differ from the plan's. Null is unlimited. */
export const newLimits = z
  .strictObject({
    organizationId,
    pendingInvitations: z.optional(pendingInvitations),
    members: z.optional(z.nullable(z.int().check(z.minimum(1)))),
  })
  .check(
    z.refine(
      (asked) => asked.pendingInvitations !== undefined || asked.members !== undefined,
      'name at least one limit',
    ),
  );

type Asked = {
  readonly organizationId: string;
  readonly plan?: StoredOrganization['plan'] | undefined;
  readonly pendingInvitations?: number | null | undefined;
  readonly members?: number | null | undefined;
};

// Longer than any request that has read the old terms can run.
const longestRequestMilliseconds = 30_000;
export const untilRequestsEnded = () => pause(longestRequestMilliseconds);

/**
 * Changes the plan or the limits. Members and invitations above a new limit stay; no new ones can be added. If pending
 * invitations become limited, new ones take a slot immediately, and existing ones get theirs when the requests that began
 * under the old terms have ended. Running the command again completes an interrupted one.
 */
export const changeLimits = async (
  asked: Asked,
  origin: Origin,
  requestsEnded: () => Promise<unknown>,
): Promise<Organization> => {
  const counting = await afresh(() => changeOnce(asked, origin));
  if (counting) {
    await requestsEnded();
    await placeAllPending(asked.organizationId, origin.at);
  }
  return answerOrganization(await findOrganization(asked.organizationId, origin.at));
};

/** Returns whether pending invitations are limited now and may lack slots. */
const changeOnce = async (asked: Asked, origin: Origin): Promise<boolean> => {
  const keys = [organizationKey(asked.organizationId), placesKey(asked.organizationId)];
  const [item, placesItem] = await getItems(keys);
  if (item === undefined) throw noSuchOrganization();
  const organization = readOrganization(item);
  const places = placesItem && readPlaces(placesItem);
  const { pendingInvitations = organization.limits.pendingInvitations, members = organization.limits.members } = asked;
  const terms = { plan: asked.plan ?? organization.plan, limits: { pendingInvitations, members } };
  const { limits } = organization;
  const same =
    terms.plan === organization.plan && limits.pendingInvitations === pendingInvitations && limits.members === members;
  if (!same) {
    if (places === undefined && pendingInvitations !== null) await refuseTooMany(asked.organizationId, origin.at);
    await commit([
      changeTerms(organization, terms, origin),
      ...placesSteps(asked.organizationId, places, pendingInvitations),
      ...(limits.members === members ? [] : [changeMemberLimit(asked.organizationId, members)]),
    ]);
  }
  return pendingInvitations !== null && asked.pendingInvitations !== undefined;
};

const placesSteps = (organizationId: string, places: StoredPlaces | undefined, limit: number | null): Write[] => {
  if (places === undefined) return limit === null ? [] : [putPlaces(organizationId, limit, [])];
  if (limit === null) return [removePlaces(organizationId, places.limit)];
  return limit === places.limit ? [] : [changePlacesLimit(organizationId, places.limit, limit)];
};

const refuseTooMany = async (organizationId: string, now: Instant): Promise<void> => {
  const { length } = await pendingClaims(organizationId, now);
  if (length > highestLimit)
    throw new Refusal(
      `${length} invitations are pending: with more than ${highestLimit} they can't be limited. Revoke some, or wait.`,
    );
};

const placeAllPending = async (organizationId: string, now: Instant): Promise<void> => {
  for (const { email, invitationId, expiresAt } of await pendingClaims(organizationId, now)) {
    // Fails for an invitation that was accepted or revoked concurrently and needs no slot.
    await attempt([
      stillClaimed({ organizationId, email }, invitationId),
      addPlace(organizationId, { id: invitationId, expiresAt }),
    ]);
  }
};
