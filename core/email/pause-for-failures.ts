import { pauseOrganization } from '#core/organizations/pause.ts';
import type { Origin } from '#core/table/change.ts';
import { recentEmails } from '#core/table/email-quota.ts';
import { emailQuotaKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { reasonToPause } from './reason-to-pause.ts';

/** Pauses the organization if too many of its emails bounced or were reported as spam. True where it paused it. */
export const pauseForFailures = async (organizationId: string, origin: Origin): Promise<boolean> => {
  const item = await getItem(emailQuotaKey(organizationId));
  const reason = item && item.paused === undefined ? reasonToPause(recentEmails(item, origin.at)) : undefined;
  if (reason === undefined) return false;
  await pauseOrganization({ organizationId, reason }, origin);
  return true;
};
