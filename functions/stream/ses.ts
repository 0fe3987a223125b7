import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Email } from '#core/email/invitation-email.ts';
import { EmailRefused } from '#core/email/send-invitation-email.ts';
import type { Send } from '#core/table/delivery.ts';
import { TryLater } from '#core/try-later.ts';
import { settings } from '../settings.ts';
import { timeouts } from '../timeouts.ts';

// One try: an answer that got lost may have been a yes. Repeating is the stream's business, when the lease of the send is over.
const client = new SESClient({ maxAttempts: 1, requestHandler: timeouts });

// What SES says of this one mail, and would say again. A paused account or an unverified domain, which SES calls the same, is for the
// operator to mend: tried again.
const refusals = new Set(['MessageRejected', 'InvalidParameterValue']);
const forOperators = /not verified|pause|suspend|disabled|sandbox/i;

const isAnswered = (error: Error): boolean =>
  '$metadata' in error && (error.$metadata as { httpStatusCode?: number }).httpStatusCode !== undefined;

/** What became of a mail that SES did not take, or did not say that it took. */
const meaningOf = (error: unknown): unknown => {
  if (!(error instanceof Error) || !isAnswered(error)) return error;
  if (refusals.has(error.name) && !forOperators.test(error.message)) return new EmailRefused(error.message);
  return new TryLater(error.message, { cause: error });
};

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** Hands the mail to SES; answers its message id. The tags name the send in SES's own events. */
export const sendEmail = async (email: Email, { organizationId, invitationId, sendNumber }: Send): Promise<string> => {
  const command = new SendEmailCommand({
    Source: email.source,
    Destination: { ToAddresses: [email.to] },
    ReplyToAddresses: [...email.replyTo],
    Message: { Subject: utf8(email.subject), Body: { Html: utf8(email.html), Text: utf8(email.text) } },
    ConfigurationSetName: settings.configurationSet(),
    Tags: [
      { Name: 'organizationId', Value: organizationId },
      { Name: 'invitationId', Value: invitationId },
      { Name: 'sendNumber', Value: String(sendNumber) },
    ],
  });
  try {
    return (await client.send(command)).MessageId ?? '';
  } catch (error) {
    throw meaningOf(error);
  }
};
