import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Email } from '#core/email/invitation-email.ts';

/** Some servers reject a message with a bare LF. https://www.rfc-editor.org/rfc/rfc5321#section-2.3.8 */
const withCrlf = (text: string): string => text.replaceAll('\n', '\r\n');

/**
 * Returns the email as a MIME message. `inReplyTo` is the Message-ID of the invitation's first email, so that mail
 * clients show a resend in its conversation. SES replaces Message-ID and Date.
 * https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 */
export const rawEmail = ({ from, to, replyTo, subject, html, text }: Email, inReplyTo?: string): Promise<Buffer> =>
  new MailComposer({
    from,
    to,
    replyTo: [...replyTo],
    subject,
    html: withCrlf(html),
    text: withCrlf(text),
    ...(inReplyTo && { inReplyTo, references: inReplyTo }),
    headers: {
      // Suppress automatic replies: RFC 3834 for most servers, the other header for Exchange.
      // https://www.rfc-editor.org/rfc/rfc3834#section-5
      'Auto-Submitted': 'auto-generated',
      // https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcmail/ced68690-498a-4567-9d14-5c01f974d8b1
      'X-Auto-Response-Suppress': 'All',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
