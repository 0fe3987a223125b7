import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Email } from '#core/email/invitation-email.ts';
import { EmailRefused } from '#core/email/send-invitation-email.ts';
import type { Send } from '#core/table/delivery.ts';
import { settings } from '../settings.ts';

// Three tries of five seconds stay below the lease of a send. Repeating is the stream's business after that.
const client = new SESClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 } });

// What SES says of this one mail, and would say again. A paused account or an unverified domain is for the operator to mend: tried again.
const refusals = new Set(['MessageRejected', 'InvalidParameterValue']);

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** Hands the mail to SES; answers its message id. The tags name the send in SES's own events. */
export const sendEmail = async (email: Email, { invitationId, sendNumber }: Send): Promise<string> => {
  const command = new SendEmailCommand({
    Source: email.source,
    Destination: { ToAddresses: [email.to] },
    ReplyToAddresses: [...email.replyTo],
    Message: { Subject: utf8(email.subject), Body: { Html: utf8(email.html), Text: utf8(email.text) } },
    ConfigurationSetName: settings.configurationSet(),
    Tags: [
      { Name: 'invitationId', Value: invitationId },
      { Name: 'sendNumber', Value: String(sendNumber) },
    ],
  });
  try {
    return (await client.send(command)).MessageId ?? '';
  } catch (error) {
    if (error instanceof Error && refusals.has(error.name)) throw new EmailRefused(error.message);
    throw error;
  }
};
