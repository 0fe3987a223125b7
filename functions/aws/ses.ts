import { setTimeout as pause } from 'node:timers/promises';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Email } from '#core/email/invitation-email.ts';
import { EmailRefused } from '#core/email/send-invitation-email.ts';
import type { Send } from '#core/table/delivery.ts';
import { TryLater } from '#core/try-later.ts';
import { rawEmail } from './raw-email.ts';
import { isRefused } from './ses-refusal.ts';
import { settings } from './settings.ts';
import { timeouts } from './timeouts.ts';

// One try: an answer that got lost may have been a yes. Repeating is the stream's business, when the lease of the send is over.
const client = new SESClient({ maxAttempts: 1, requestHandler: timeouts });

const isAnswered = (error: Error): boolean =>
  '$metadata' in error && (error.$metadata as { httpStatusCode?: number }).httpStatusCode !== undefined;

/** What to throw for an email that SES did not take, or did not say that it took. */
const meaningOf = (error: unknown, email: Email): unknown => {
  if (!(error instanceof Error) || !isAnswered(error)) return error;
  if (isRefused(error, email)) return new EmailRefused(error.message);
  return new TryLater(error.message, { cause: error });
};

// Coming again by the stream would cost the table writes, and the stream its pauses.
const pausesMilliseconds = [250, 500, 1_000, 2_000];

// After that there is no other pause and try: these end well within the lease of a send, when another may send it.
const longestTryingMilliseconds = 10_000;

/**
 * SES takes so many a second: the next one has room again. The day's quota, which it calls the same, has none.
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
const isTooFast = (error: unknown): boolean =>
  error instanceof Error && error.name === 'Throttling' && /sending rate/i.test(error.message);

/** Hands it over once, unless SES surely did not take it because others were too many in that second. */
const unlessTooFast = async (command: SendRawEmailCommand) => {
  const since = performance.now();
  for (const longest of pausesMilliseconds) {
    try {
      return await client.send(command);
    } catch (error) {
      if (!isTooFast(error) || performance.now() - since > longestTryingMilliseconds) throw error;
      await pause(longest * (0.5 + Math.random() / 2));
    }
  }
  return client.send(command);
};

/**
 * The address that SES checks, and the recipient, are those of the call. Tags name the send in the events of SES, and
 * the first part of the Feedback-ID header, which SES writes itself.
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
    return (await unlessTooFast(command)).MessageId ?? '';
  } catch (error) {
    throw meaningOf(error, email);
  }
};
