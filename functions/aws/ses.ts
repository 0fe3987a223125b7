import { setTimeout as pause } from 'node:timers/promises';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Email } from '#core/email/invitation-email.ts';
import { EmailRefused } from '#core/email/send-invitation-email.ts';
import type { Send } from '#core/table/delivery.ts';
import { TryLater } from '#core/try-later.ts';
import { isRefused } from './ses-refusal.ts';
import { settings } from './settings.ts';
import { timeouts } from './timeouts.ts';

// No SDK retries: after a lost response the email may have been sent. The stream retries when the lease has expired.
const client = new SESClient({ maxAttempts: 1, requestHandler: timeouts });

const isAnswered = (error: Error): boolean =>
  '$metadata' in error && (error.$metadata as { httpStatusCode?: number }).httpStatusCode !== undefined;

/** Returns the error to throw for an email that SES rejected, or whose response was lost. */
const errorFor = (error: unknown, email: Email): unknown => {
  if (!(error instanceof Error) || !isAnswered(error)) return error;
  if (isRefused(error, email)) return new EmailRefused(error.message);
  return new TryLater(error.message, { cause: error });
};

// Retries here are cheaper than those of the stream, which cost table writes and longer pauses.
const pausesMilliseconds = [250, 500, 1_000, 2_000];

// No retry starts after this time, so that retries end well within the lease of the send.
const maxRetryMilliseconds = 10_000;

/**
 * Returns whether SES throttles its rate per second. An exceeded daily quota has the same name, but no quick retry helps.
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
const isRateLimited = (error: unknown): boolean =>
  error instanceof Error && error.name === 'Throttling' && /sending rate/i.test(error.message);

/** Sends once, and retries only while SES throttles its rate, which means that it did not accept the email. */
const sendWithRateRetries = async (command: SendEmailCommand) => {
  const since = performance.now();
  for (const milliseconds of pausesMilliseconds) {
    try {
      return await client.send(command);
    } catch (error) {
      if (!isRateLimited(error) || performance.now() - since > maxRetryMilliseconds) throw error;
      await pause(milliseconds * (0.5 + Math.random() / 2));
    }
  }
  return client.send(command);
};

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** Sends an email through SES and returns its message id. The tags identify the send in SES events. */
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
    return (await sendWithRateRetries(command)).MessageId ?? '';
  } catch (error) {
    throw errorFor(error, email);
  }
};
