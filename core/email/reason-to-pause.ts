import type { recentEmails } from '#core/table/email-quota.ts';

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
