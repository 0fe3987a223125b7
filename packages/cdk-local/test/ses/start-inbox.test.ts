import { DatabaseSync } from 'node:sqlite';
import { SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { startInbox } from '../../src/ses/start-inbox.ts';
import { databaseFile, standInsProcess } from '../support/emulator-process.ts';
import { inboxOfTest, mail, sesAt, subject, to } from './use-inbox.ts';

test('a mail that was sent is in the inbox with all that it says', async () => {
  const { ses, messages } = await inboxOfTest({ now: () => Date.parse('2026-11-22T10:00:00.123Z') });
  const tagged = mail({ Tags: [{ Name: 'invitation', Value: 'i-1' }], ConfigurationSetName: 'invitations' });
  const { MessageId } = await ses.send(new SendEmailCommand(tagged));
  expect(messages()).toEqual([
    {
      id: 1,
      to: 'ann@acme.test',
      from: 'PartnerAlly <invitations@partnerally.test>',
      replyTo: 'Alice Admin <alice@acme.test>',
      subject: 'Join Acme on PartnerAlly',
      html: '<p>Hi</p>',
      text: 'Hi',
      sentAt: '2026-11-22T10:00:00.123Z',
      tags: { invitation: 'i-1' },
      configurationSet: 'invitations',
      messageId: MessageId,
    },
  ]);
});

test('a mail whose sender got its answer is there after a kill -9', async () => {
  const file = await databaseFile();
  const running = await standInsProcess(file);
  await sesAt(running.endpoint).send(new SendEmailCommand(mail(to('bob@acme.test'))));
  await running.kill();
  const restarted = await startInbox({ database: new DatabaseSync(file) });
  const kept = restarted.messages();
  await restarted.stop();
  expect(kept).toMatchObject([{ to: 'bob@acme.test', subject: 'Join Acme on PartnerAlly' }]);
});

test('many mails at once are all kept, each with its own words', async () => {
  const { ses, messages } = await inboxOfTest();
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  await Promise.all(
    numbers.map((n) => ses.send(new SendEmailCommand(mail({ ...to(`a${n}@acme.test`), ...subject(`Mail ${n}`) })))),
  );
  const kept = messages().map(({ to: address, subject: words }) => `${address} ${words}`);
  expect(kept.toSorted()).toEqual(numbers.map((n) => `a${n}@acme.test Mail ${n}`).toSorted());
});

test('a mail to several people is in the mailbox of each', async () => {
  const { ses, messages } = await inboxOfTest();
  const Destination = { ToAddresses: ['ann@acme.test', 'Bob <bob@acme.test>'], BccAddresses: ['eve@acme.test'] };
  await ses.send(new SendEmailCommand(mail({ Destination })));
  expect(messages().map(({ to: address }) => address)).toEqual(['ann@acme.test', 'bob@acme.test', 'eve@acme.test']);
});

test('a raw mail is taken apart, and goes to its destinations', async () => {
  const { ses, messages } = await inboxOfTest();
  const headers = [
    'From: A <a@partnerally.test>',
    'To: ann@acme.test',
    'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=',
    'Content-Type: text/plain',
  ];
  const raw = (Destinations?: string[]) =>
    new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(`${headers.join('\r\n')}\r\n\r\nHi`) }, Destinations });
  await ses.send(raw());
  await ses.send(raw(['bob@acme.test']));
  expect(messages()).toMatchObject([
    { to: 'ann@acme.test', subject: 'Grüße', text: 'Hi', html: null },
    { to: 'bob@acme.test', subject: 'Grüße', text: 'Hi', html: null },
  ]);
});

test('what is not ASCII arrives as question marks unless the mail names a charset', async () => {
  const { ses, messages } = await inboxOfTest();
  await ses.send(new SendEmailCommand(mail(subject('Join Ågren', 'UTF-8'))));
  await ses.send(new SendEmailCommand(mail(subject('Join Ågren', ''))));
  expect(messages().map(({ subject: words }) => words)).toEqual(['Join Ågren', 'Join ?gren']);
});
