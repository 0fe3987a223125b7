import { giveUpEmail } from '#core/email/give-up.ts';
import { presentInstant } from '#core/instant.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { queueEmail } from '#functions/aws/email-queue.ts';
import { eachRecord } from '#functions/consumer/each-record.ts';

const keysAtOnce = 100;

/** Puts a message into the email queue for every new invitation and every resend. */
export const handler = eachRecord({
  name: 'queue-emails',
  keysAtOnce,
  handle: async ({ newImage }) => {
    const { organizationId, id: invitationId, sentCount: sendNumber, bulk } = readInvitation(newImage);
    const request = { organizationId, invitationId, sendNumber, requestId: String(newImage?.requestId) };
    // A resend is a request for one email, however the invitation was sent first.
    await queueEmail(request, bulk === true && sendNumber === 1 ? organizationId : `${organizationId}#few`);
    return [];
  },
  giveUp: async ({ newImage }) => giveUpEmail(readInvitation(newImage), String(newImage?.requestId), presentInstant()),
});
