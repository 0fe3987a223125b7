import { giveUpEmail } from '#core/email/give-up.ts';
import { presentInstant } from '#core/instant.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { queueEmail } from '#functions/aws/email-queue.ts';
import { eachRecord } from '#functions/consumer/each-record.ts';

const keysAtOnce = 100;

/** Sends a message to the email queue for each new invitation and each resend. */
export const handler = eachRecord({
  name: 'queue-emails',
  keysAtOnce,
  handle: async ({ newImage }) => {
    const { organizationId, id: invitationId, sentCount: sendNumber, bulk } = readInvitation(newImage);
    const request = { organizationId, invitationId, sendNumber, requestId: String(newImage?.requestId) };
    // A resend requests one email, even if the invitation was sent in bulk.
    await queueEmail(request, bulk === true && sendNumber === 1 ? organizationId : `${organizationId}#few`);
    return [];
  },
  giveUp: async ({ newImage }) => giveUpEmail(readInvitation(newImage), String(newImage?.requestId), presentInstant()),
});
