import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { EmailRefused } from '#core/email/send-invitation-email.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { emailFromAnn } from '#test/core/email/read-email.ts';

process.env.CONFIGURATION_SET = 'invitations';
process.env.AWS_REGION = 'eu-central-1';

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }));

const ses = mockClient(SESClient);
const send = { organizationId: 'o', invitationId: 'i', sendNumber: 1 };

beforeEach(() => ses.reset());

/** Returns the number of calls to SES before sendEmail gives up, for a response time. */
const triesWith = async (answerMilliseconds: number): Promise<number> => {
  const { sendEmail } = await import('#functions/aws/ses.ts');
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  ses.on(SendRawEmailCommand).callsFake(async () => {
    now += answerMilliseconds;
    const answered = { $metadata: { httpStatusCode: 400 } };
    throw Object.assign(new Error('Maximum sending rate exceeded.'), { name: 'Throttling', ...answered });
  });
  await expect(sendEmail(emailFromAnn(), send)).rejects.toBeInstanceOf(RetryableError);
  return ses.calls().length;
};

test('sendEmail retries when SES throttles its rate', async () => {
  expect(await triesWith(100)).toBe(5);
});

test('sendEmail stops retrying before the lease expires when SES throttles slowly', async () => {
  // A lease lasts 30 s, and one call at most 7 s.
  expect(await triesWith(4_500)).toBe(3);
});

/** Returns the response of SES to a rejected `SendRawEmail`. */
const thrownFor = async (name: string, message: string): Promise<unknown> => {
  const { sendEmail } = await import('#functions/aws/ses.ts');
  ses.on(SendRawEmailCommand).callsFake(async () => {
    throw Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
  });
  return sendEmail(emailFromAnn({ recipient: 'bob@acme.test' }), send).catch((error: unknown) => error);
};

const unverified = (identities: string): string =>
  `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${identities}`;

test.each([
  ['MessageRejected', 'Address blocked.'],
  ['MessageRejected', unverified('bob@acme.test')],
  ['MessageRejected', unverified('BOB@acme.test')],
  ['MessageRejected', unverified('"Bob" <bob@acme.test>')],
  ['InvalidParameterValue', "Missing final '@domain'"],
])('sendEmail throws EmailRefused when SES returns %s: %s', async (name, message) => {
  expect(await thrownFor(name, message)).toBeInstanceOf(EmailRefused);
});

test.each([
  ['MessageRejected', unverified('invitations@partnerally.test')],
  ['MessageRejected', unverified('"Acme, for bob@acme.test" <invitations@partnerally.test>')],
  ['MessageRejected', unverified('invitations@partnerally.test, bob@acme.test')],
  ['MessageRejected', unverified('bob@acme.test, partnerally.test')],
  ['MessageRejected', unverified('anna.bob@acme.test')],
  ['MessageRejected', 'Email address is not verified.'],
  ['MessageRejected', 'Sending paused for this account.'],
  ['AccountSendingPausedException', 'Email sending is disabled for your account.'],
])('sendEmail throws RetryableError when SES returns %s: %s', async (name, message) => {
  expect(await thrownFor(name, message)).toBeInstanceOf(RetryableError);
});
