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

// Access ended with the membership: what is left to end are tokens that open nothing. The audit log of others doesn't wait for that.
const patienceSeconds = 60;

const signOutEverywhere = (username: string): Promise<void> =>
  signOut(username).catch((cause: unknown) => {
    throw new RetryableError('The user pool does not sign anyone out', { cause, patienceSeconds });
  });

const endsMembership = new Set(['member.removed', 'member.left']);

/**
 * Every change becomes its audit events. A claim that TTL removed settles its invitation, whose own change then becomes the event. Who has no
 * organization left is signed out. The memberships of a person with another address follow them to it, as far as their sign-in has not done it.
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
