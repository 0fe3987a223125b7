import type { DeliveryReason } from '#core/contract/delivery-reasons.ts';
import type { Origin } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import {
  beginQuota,
  countEmail,
  countFirstEmail,
  dayOf,
  readQuota,
  recordLimitReached,
} from '#core/table/email-quota.ts';
import type { StoredInvitation } from '#core/table/invitation.ts';
import { organizationKey } from '#core/table/keys.ts';
import { organizationUnchanged, readOrganization } from '#core/table/organization.ts';
import { getItem } from '#core/table/read.ts';
import type { Item, Write } from '#core/table/write.ts';

/** The step of a claim that counts an email for its organization, by the clock of the sender. */
export const countForOrganization = ({ organizationId }: StoredInvitation, { at }: Origin): Write =>
  countEmail(organizationId, dayOf(at), at);

/**
 * The meaning of a failed `countForOrganization`: a step to claim with instead, or the reason not to send the email.
 */
export type QuotaVerdict = { readonly step: Write } | { readonly reason: DeliveryReason };

/**
 * Judges the quota item that a refused claim found. Begins the quota of an organization that has none, and records once
 * a day that the limit was reached.
 */
export const judgeQuota = async (
  found: Item | undefined,
  { organizationId, organizationName }: StoredInvitation,
  origin: Origin,
): Promise<QuotaVerdict> => {
  const { at } = origin;
  const today = dayOf(at);
  if (found?.paused !== undefined) return { reason: 'organization_paused' };
  const quota = readQuota(found);
  if (quota === undefined) {
    await begin(organizationId, origin);
    return { step: countEmail(organizationId, today, at) };
  }
  if (quota.day < today) return { step: countFirstEmail(organizationId, quota, at) };
  // Where another sender's clock is past midnight already, its day goes on.
  if (quota.limit === undefined || quota.count < quota.limit)
    return { step: countEmail(organizationId, quota.day, at) };
  if (quota.limitReachedOn !== quota.day)
    await attempt([recordLimitReached({ id: organizationId, name: organizationName }, quota.day, origin)]);
  return { reason: 'organization_limit_reached' };
};

/** Refused where the limit changed or another sender was faster: the next attempt finds out. */
const begin = async (organizationId: string, { at }: Origin): Promise<void> => {
  const organization = readOrganization(await getItem(organizationKey(organizationId)));
  await attempt([
    beginQuota(organizationId, organization.limits.emailsPerDay, at),
    organizationUnchanged(organization),
  ]);
};
