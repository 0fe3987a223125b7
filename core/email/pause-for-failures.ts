import { pauseOrganization } from '#core/organizations/pause.ts';
import type { Origin } from '#core/table/change.ts';
import { recentEmails } from '#core/table/email-quota.ts';
import { emailQuotaKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';

const fewestEmails = 50;
const highestBounceRate = 0.1;
const fewestComplaints = 3;
const highestComplaintRate = 0.01;

type Recent = ReturnType<typeof recentEmails>;

/** Why an organization with these emails in 24 hours must send no more, for its admins; undefined where it may. */
export const reasonToPause = ({ sent, bounced, complained }: Recent): string | undefined => {
  if (sent < fewestEmails) return undefined;
  if (bounced > sent * highestBounceRate) return 'More than 10% of the emails of the last 24 hours bounced.';
  if (complained >= fewestComplaints && complained > sent * highestComplaintRate)
    return 'More than 1% of the emails of the last 24 hours were reported as spam.';
  return undefined;
};

/** Pauses the organization if too many of its emails bounced or were reported as spam. True where it paused it. */
export const pauseForFailures = async (organizationId: string, origin: Origin): Promise<boolean> => {
  const item = await getItem(emailQuotaKey(organizationId));
  const reason = item && item.paused === undefined ? reasonToPause(recentEmails(item, origin.at)) : undefined;
  if (reason === undefined) return false;
  await pauseOrganization({ organizationId, reason }, origin);
  return true;
};
