import { emailRequest } from '#core/email/email-request.ts';
import { giveUpRequest } from '#core/email/give-up.ts';
import { sendInvitationEmail } from '#core/email/send-invitation-email.ts';
import { presentInstant } from '#core/instant.ts';
import { secretKeys } from '#functions/aws/secret-keys.ts';
import { sendEmail } from '#functions/aws/ses.ts';
import { settings } from '#functions/aws/settings.ts';
import { eachMessage } from '#functions/consumer/each-message.ts';
import { metricsOfMail } from '#functions/consumer/email-metrics.ts';

/** Sends an email for each message of the email queue. An email that can't be sent is marked as failed. */
export const handler = eachMessage({
  name: 'send-invitation-email',
  schema: emailRequest,
  handle: async (request) => {
    const { outcome, askedAt } = await sendInvitationEmail(request, {
      baseUrl: settings.baseUrl(),
      productName: settings.productName(),
      senderEmail: settings.senderEmail(),
      secretKeys,
      sendEmail,
      now: presentInstant,
    });
    return metricsOfMail(outcome, askedAt);
  },
  giveUp: (request) => giveUpRequest(request, presentInstant()),
});
