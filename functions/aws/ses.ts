import { setTimeout as pause } from 'node:timers/promises';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Email } from '#core/email/invitation-email.ts';
import { EmailRefused } from '#core/email/send-invitation-email.ts';
import { RetryableError } from '#core/retryable-error.ts';
import type { Send } from '#core/table/delivery.ts';
import { rawEmail } from './raw-email.ts';
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
  return new RetryableError(error.message, { cause: error });
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
const sendWithRateRetries = async (command: SendRawEmailCommand) => {
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

/**
 * SES verifies the address and the recipient of the call. Tags identify the send in SES events, and fill the first part
 * of the Feedback-ID header, which SES writes itself.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
const commandFor = async (email: Email, { organizationId, invitationId, sendNumber }: Send, firstMessageId?: string) =>
  new SendRawEmailCommand({
    Source: email.from.address,
    Destinations: [email.to],
    RawMessage: { Data: await rawEmail(email, firstMessageId && messageIdHeader(firstMessageId)) },
    ConfigurationSetName: settings.configurationSet(),
    Tags: [
      { Name: 'organizationId', Value: organizationId },
      { Name: 'invitationId', Value: invitationId },
      { Name: 'sendNumber', Value: String(sendNumber) },
      { Name: 'ses:feedback-id-a', Value: settings.configurationSet() },
    ],
  });

/**
 * Returns the Message-ID header that SES gives an email. In us-east-1 it has another domain.
 * https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 */
const messageIdHeader = (messageId: string): string => {
  const region = process.env.AWS_REGION ?? '';
  return `<${messageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`;
};

/** Sends the email with SES and returns its message id. `firstMessageId` is that of the invitation's first email. */
export const sendEmail = async (email: Email, send: Send, firstMessageId?: string): Promise<string> => {
  const command = await commandFor(email, send, firstMessageId);
  try {
    return (await sendWithRateRetries(command)).MessageId ?? '';
  } catch (error) {
    throw errorFor(error, email);
  }
};
