import { sendInvitationEmail } from '#core/email/send-invitation-email.ts';
import { presentInstant } from '#core/instant.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { secretKeys } from '../secret-keys.ts';
import { settings } from '../settings.ts';
import { eachRecord } from './each-record.ts';
import { sendEmail } from './ses.ts';

// As many mails may go out twice when the process dies at the wrong moment.
const mailsAtOnce = 3;

/** Every new invitation, and every resend, becomes one email. */
export const handler = eachRecord('send-invitation-email', mailsAtOnce, ({ newImage }) =>
  sendInvitationEmail(
    { invitation: readInvitation(newImage), requestId: String(newImage?.requestId) },
    {
      baseUrl: settings.baseUrl(),
      productName: settings.productName(),
      senderEmail: settings.senderEmail(),
      secretKeys,
      sendEmail,
      now: presentInstant,
    },
  ),
);
