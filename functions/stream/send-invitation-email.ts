import { sendInvitationEmail } from '#core/email/send-invitation-email.ts';
import { presentInstant } from '#core/instant.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { secretKeys } from '../secret-keys.ts';
import { settings } from '../settings.ts';
import { eachRecord } from './each-record.ts';
import { sendEmail } from './ses.ts';

/** Every new invitation, and every resend, becomes one email. */
export const handler = eachRecord('send-invitation-email', ({ newImage }) =>
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
