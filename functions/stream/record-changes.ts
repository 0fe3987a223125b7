import { recordChange } from '#core/audit/record.ts';
import { addressChange } from '#core/deployment.ts';
import { presentInstant } from '#core/instant.ts';
import { expireInvitation } from '#core/invitations/expire.ts';
import { followAddress } from '#core/members/move-memberships.ts';
import { signOutWithoutOrganization } from '#core/members/sign-out.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { signOut } from '#functions/aws/user-pool.ts';
import { metricsOfChange } from '#functions/consumer/change-metrics.ts';
import { eachRecord } from '#functions/consumer/each-record.ts';

// Access has ended with the membership, and the remaining tokens give none. Other audit events don't wait for the
// sign-out.
const patienceSeconds = 60;

const signOutEverywhere = (username: string): Promise<void> =>
  signOut(username).catch((cause: unknown) => {
    throw new RetryableError('The user pool does not sign anyone out', { cause, patienceSeconds });
  });

const endsMembership = new Set(['member.removed', 'member.left']);

/**
 * Records the audit events of each change. Finalizes the invitation of a claim that TTL removed; that change is
 * recorded next. Signs out people who have left their last organization. Moves memberships to a person's new address,
 * if the sign-in has not moved all of them.
 */
export const handler = eachRecord({
  name: 'record-changes',
  keysAtOnce: 10,
  handle: async ({ eventId, newImage, oldImage }) => {
    const now = presentInstant();
    if (!newImage) {
      if (oldImage) await expireInvitation(oldImage, eventId, now);
      return [];
    }
    if (newImage.change === addressChange) {
      await followAddress(String(newImage.userId), { at: now, requestId: String(newImage.requestId) });
      return [];
    }
    await recordChange(newImage, oldImage, now);
    if (endsMembership.has(String(newImage.change)))
      await signOutWithoutOrganization(String(newImage.userId), signOutEverywhere);
    return metricsOfChange(newImage);
  },
});
