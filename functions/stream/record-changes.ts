import { recordChange } from '#core/audit/record.ts';
import { presentInstant } from '#core/instant.ts';
import { expireInvitation } from '#core/invitations/expire.ts';
import { signOutWithoutOrganization } from '#core/members/sign-out.ts';
import { metricsOfChange } from './change-metrics.ts';
import { eachRecord } from './each-record.ts';
import { signOut } from './user-pool.ts';

const endsMembership = new Set(['member.removed', 'member.left']);

/**
 * Every change becomes its audit events. A claim that TTL removed settles its invitation, whose own change then becomes the event. Who has no
 * organization left is signed out.
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
    await recordChange(newImage, oldImage, now);
    if (endsMembership.has(String(newImage.change))) await signOutWithoutOrganization(String(newImage.userId), signOut);
    return metricsOfChange(newImage);
  },
});
