import * as z from 'zod/mini';
import { givenName } from '#core/contract/fields.ts';
import type { Organization } from '#core/contract/organization.ts';
import { noSuchOrganization } from '#core/problem.ts';
import type { Origin } from '#core/table/change.ts';
import { commit } from '#core/table/commit.ts';
import { pauseQuota, resumeQuota } from '#core/table/email-quota.ts';
import { emailQuotaKey, organizationKey } from '#core/table/keys.ts';
import { changePause, readOrganization } from '#core/table/organization.ts';
import { getItems } from '#core/table/read.ts';
import { retryOnConflict } from '#core/table/retry-on-conflict.ts';
import { answerOrganization, findOrganization } from './get.ts';

export const pauseAsked = z.strictObject({ organizationId: z.string(), reason: givenName(200) });
export const resumeAsked = z.strictObject({ organizationId: z.string() });

/** Pauses the inviting of an organization and the sending of its emails. Again with the same reason, it changes nothing. */
export const pauseOrganization = async (
  { organizationId, reason }: z.output<typeof pauseAsked>,
  origin: Origin,
): Promise<Organization> => {
  await changeOnce(organizationId, reason, origin);
  return answerOrganization(await findOrganization(organizationId, origin.at));
};

/** Ends a pause; emails that failed because of it can be resent. */
export const resumeOrganization = async (
  { organizationId }: z.output<typeof resumeAsked>,
  origin: Origin,
): Promise<Organization> => {
  await changeOnce(organizationId, undefined, origin);
  return answerOrganization(await findOrganization(organizationId, origin.at));
};

const changeOnce = (organizationId: string, reason: string | undefined, origin: Origin): Promise<void> =>
  retryOnConflict(async () => {
    const [item, quota = {}] = await getItems([organizationKey(organizationId), emailQuotaKey(organizationId)]);
    if (item === undefined) throw noSuchOrganization();
    const organization = readOrganization(item);
    if (organization.paused?.reason === reason) return;
    await commit([
      changePause(organization, reason, origin),
      reason === undefined ? resumeQuota(organizationId, quota) : pauseQuota(organizationId, reason),
    ]);
  });
