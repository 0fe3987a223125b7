import { recordChange } from '#core/audit/record.ts';
import type { Instant } from '#core/contract/fields.ts';
import { expireInvitation } from '#core/invitations/expire.ts';
import { eachRecord } from './each-record.ts';

/** Every change becomes its audit events; a claim that TTL removed settles its invitation, whose own change then becomes the event. */
export const handler = eachRecord('record-changes', async ({ eventId, newImage, oldImage }) => {
  if (newImage) await recordChange(newImage, oldImage, new Date().toISOString() as Instant);
  else if (oldImage) await expireInvitation(oldImage, eventId);
});
