import { giveUpEmail } from '#core/email/give-up.ts';
import { sendInvitationEmail } from '#core/email/send-invitation-email.ts';
import { presentInstant } from '#core/instant.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { secretKeys } from '#functions/aws/secret-keys.ts';
import { sendEmail } from '#functions/aws/ses.ts';
import { settings } from '#functions/aws/settings.ts';
import { eachRecord } from '#functions/consumer/each-record.ts';
import { metricsOfMail } from '#functions/consumer/email-metrics.ts';

// As many mails may go out twice when the process dies at the wrong moment.
const mailsAtOnce = 3;

/** Every new invitation, and every resend, becomes one email. One that can't be sent shows as failed. */
export const handler = eachRecord({
  name: 'send-invitation-email',
  keysAtOnce: mailsAtOnce,
  handle: async ({ newImage }) => {
    const invitation = readInvitation(newImage);
    const outcome = await sendInvitationEmail(
      { invitation, requestId: String(newImage?.requestId) },
      {
        baseUrl: settings.baseUrl(),
        productName: settings.productName(),
        senderEmail: settings.senderEmail(),
        secretKeys,
        sendEmail,
        now: presentInstant,
      },
    );
    return metricsOfMail(outcome, invitation.lastSentAt);
  },
  giveUp: async ({ newImage }) => giveUpEmail(readInvitation(newImage), String(newImage?.requestId), presentInstant()),
});
