import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { EmailRefused } from '#core/email/send-invitation-email.ts';
import { TryLater } from '#core/try-later.ts';
import { emailFromAnn } from '#test/core/email/read-email.ts';

process.env.CONFIGURATION_SET = 'invitations';
process.env.AWS_REGION = 'eu-central-1';

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }));

const ses = mockClient(SESClient);
const send = { organizationId: 'o', invitationId: 'i', sendNumber: 1 };

beforeEach(() => ses.reset());

/** How often SES is asked before the email is given back, if each answer takes so long. */
const triesWith = async (answerMilliseconds: number): Promise<number> => {
  const { sendEmail } = await import('#functions/aws/ses.ts');
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  ses.on(SendRawEmailCommand).callsFake(async () => {
    now += answerMilliseconds;
    const answered = { $metadata: { httpStatusCode: 400 } };
    throw Object.assign(new Error('Maximum sending rate exceeded.'), { name: 'Throttling', ...answered });
  });
  await expect(sendEmail(emailFromAnn(), send)).rejects.toBeInstanceOf(TryLater);
  return ses.calls().length;
};

test('an email that SES takes too many of in a second is tried a few times', async () => {
  expect(await triesWith(100)).toBe(5);
});

test('an email is given back long before another may send it, however slowly SES says that it takes no more', async () => {
  // A lease lasts thirty seconds, and a try seven at most.
  expect(await triesWith(4_500)).toBe(3);
});

/** As SES answers a call of `SendRawEmail` that it does not take. */
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
])('sendEmail throws EmailRefused when SES answers %s: %s', async (name, message) => {
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
])('sendEmail throws TryLater when SES answers %s: %s', async (name, message) => {
  expect(await thrownFor(name, message)).toBeInstanceOf(TryLater);
});
