import { DatabaseSync } from 'node:sqlite';
import { SESClient, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-ses';
import { expect, onTestFinished, test } from 'vitest';
import { startInbox } from '#local/inbox/start-inbox.ts';

const inboxWith = async (options: Omit<Parameters<typeof startInbox>[0], 'database'> = {}) => {
  const database = new DatabaseSync(':memory:');
  const inbox = await startInbox({ database, ...options });
  const ses = new SESClient({
    region: 'eu-central-1',
    endpoint: inbox.endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(inbox.stop);
  return { ...inbox, ses };
};

const mail = (changes: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  Source: 'PartnerAlly <invitations@partnerally.test>',
  Destination: { ToAddresses: ['Ann@acme.test'] },
  ReplyToAddresses: ['Alice Admin <alice@acme.test>'],
  Message: {
    Subject: { Data: 'Join Acme on PartnerAlly', Charset: 'UTF-8' },
    Body: { Html: { Data: '<p>Hi</p>', Charset: 'UTF-8' }, Text: { Data: 'Hi', Charset: 'UTF-8' } },
  },
  ...changes,
});

test('a mail that was sent is in the inbox with all that it says', async () => {
  const { ses, messages } = await inboxWith();
  const { MessageId } = await ses.send(new SendEmailCommand(mail({ Tags: [{ Name: 'invitation', Value: 'i-1' }] })));
  expect(messages('ann@ACME.test')).toEqual([
    expect.objectContaining({
      to: 'Ann@acme.test',
      from: 'PartnerAlly <invitations@partnerally.test>',
      replyTo: 'Alice Admin <alice@acme.test>',
      subject: 'Join Acme on PartnerAlly',
      html: '<p>Hi</p>',
      text: 'Hi',
      tags: { invitation: 'i-1' },
      messageId: MessageId,
    }),
  ]);
});
