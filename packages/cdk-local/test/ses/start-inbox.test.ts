import { DatabaseSync } from 'node:sqlite';
import { SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { startInbox } from '../../src/ses/start-inbox.ts';
import { databaseFile, startEmulatorProcess } from '../support/emulator-process.ts';
import { mail, sesAt, subject, to, useInbox } from './use-inbox.ts';

test('the inbox has all parts of a sent email', async () => {
  const { ses, messages } = await useInbox({ now: () => Date.parse('2026-11-22T10:00:00.123Z') });
  const tagged = mail({ Tags: [{ Name: 'order', Value: 'i-1' }], ConfigurationSetName: 'orders' });
  const { MessageId } = await ses.send(new SendEmailCommand(tagged));
  expect(messages()).toEqual([
    {
      id: 1,
      to: 'ann@example.com',
      from: 'Sender <orders@sender.test>',
      replyTo: 'Alice Admin <alice@example.com>',
      subject: 'Your order',
      html: '<p>Hi</p>',
      text: 'Hi',
      sentAt: '2026-11-22T10:00:00.123Z',
      tags: { order: 'i-1' },
      configurationSet: 'orders',
      messageId: MessageId,
      headers: {
        date: 'Sun, 22 Nov 2026 10:00:00 +0000',
        'feedback-id': '::1.eu-central-1.local:AmazonSES',
        from: 'Sender <orders@sender.test>',
        'message-id': `<${MessageId}@eu-central-1.amazonses.com>`,
        'reply-to': 'Alice Admin <alice@example.com>',
        subject: 'Your order',
        to: 'ann@example.com',
      },
    },
  ]);
});

test('the inbox has every acknowledged email after a kill -9', async () => {
  const file = await databaseFile();
  const running = await startEmulatorProcess(file);
  await sesAt(running.endpoint).send(new SendEmailCommand(mail(to('bob@example.com'))));
  await running.kill();
  const restarted = await startInbox({ database: new DatabaseSync(file) });
  const kept = restarted.messages();
  await restarted.stop();
  expect(kept).toMatchObject([{ to: 'bob@example.com', subject: 'Your order' }]);
});

test('the inbox stores concurrent emails separately', async () => {
  const { ses, messages } = await useInbox();
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  await Promise.all(
    numbers.map((n) => ses.send(new SendEmailCommand(mail({ ...to(`a${n}@example.com`), ...subject(`Mail ${n}`) })))),
  );
  const kept = messages().map(({ to: address, subject: words }) => `${address} ${words}`);
  expect(kept.toSorted()).toEqual(numbers.map((n) => `a${n}@example.com Mail ${n}`).toSorted());
});

test('the inbox stores an email once per recipient', async () => {
  const { ses, messages } = await useInbox();
  const Destination = { ToAddresses: ['ann@example.com', 'Bob <bob@example.com>'], BccAddresses: ['eve@example.com'] };
  await ses.send(new SendEmailCommand(mail({ Destination })));
  expect(messages().map(({ to: address }) => address)).toEqual([
    'ann@example.com',
    'bob@example.com',
    'eve@example.com',
  ]);
});

test('SendRawEmail parses the message and delivers it to its destinations', async () => {
  const { ses, messages } = await useInbox();
  const headers = [
    'From: A <a@sender.test>',
    'To: ann@example.com',
    'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=',
    'Content-Type: text/plain',
  ];
  const raw = (Destinations?: string[]) =>
    new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(`${headers.join('\r\n')}\r\n\r\nHi`) }, Destinations });
  await ses.send(raw());
  await ses.send(raw(['bob@example.com']));
  expect(messages()).toMatchObject([
    { to: 'ann@example.com', subject: 'Grüße', text: 'Hi', html: null },
    { to: 'bob@example.com', subject: 'Grüße', text: 'Hi', html: null },
  ]);
});

test('SES replaces non-ASCII characters by question marks in parts without a charset', async () => {
  const { ses, messages } = await useInbox();
  await ses.send(new SendEmailCommand(mail(subject('Join Ågren', 'UTF-8'))));
  await ses.send(new SendEmailCommand(mail(subject('Join Ågren', ''))));
  expect(messages().map(({ subject: words }) => words)).toEqual(['Join Ågren', 'Join ?gren']);
});
