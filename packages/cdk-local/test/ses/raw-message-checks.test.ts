import { SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { useInbox } from './use-inbox.ts';

const account = { configurationSets: ['orders'], identities: ['sender.test'] };
const valid = ['From: Sender <orders@sender.test>', 'To: ann@example.com', 'Subject: Your order'];

const message = (headers: readonly string[], body = 'Hi'): Buffer =>
  Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`);

const raw = (Data: Buffer, more: Partial<SendRawEmailCommandInput> = {}) =>
  new SendRawEmailCommand({ RawMessage: { Data }, Source: 'orders@sender.test', ...more });

/** Returns the valid message with headers replaced by name, and others added. */
const withHeaders = (...headers: string[]): Buffer => {
  const names = headers.map((header) => header.split(':')[0]);
  return message([...valid.filter((header) => !names.includes(header.split(':')[0])), ...headers]);
};

const megabyte = 1024 * 1024;
const lines = (bytes: number): string => `${'a'.repeat(78)}\r\n`.repeat(Math.ceil(bytes / 80));
const addresses = (count: number): string[] => Array.from({ length: count }, (_, n) => `a${n}@example.com`);

// https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
// https://docs.aws.amazon.com/ses/latest/dg/quotas.html
// https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
test.for<[string, Buffer, string]>([
  ['without From', message(valid.slice(1)), "Missing required header 'From'."],
  ['without a recipient', message([valid[0] ?? '', valid[2] ?? '']), "Missing required header 'To'."],
  ['without a blank line before its body', Buffer.from(valid.join('\r\n')), 'Missing blank line'],
  ['with two subjects', message([...valid, 'subject: Other']), "Duplicate header 'subject'."],
  ['with two From headers', message([...valid, 'From: eve@sender.test']), "Duplicate header 'from'."],
  ['with a line of 999 characters', message(valid, 'a'.repeat(999)), 'Line is longer than 1000 characters.'],
  ['with a header of 999 characters', withHeaders(`X-Long: ${'a'.repeat(991)}`), 'Line is longer'],
  ['with 51 recipients in its headers', withHeaders(`Cc: ${addresses(50).join(',\r\n ')}`), 'Recipient count'],
  ['with more than 10 MB in base64', message(valid, lines(7.6 * megabyte)), 'Message length is more than'],
  ['with an invalid recipient', withHeaders('Cc: ann@ex_ample.com'), 'Domain contains illegal character'],
  ['with a domain that is not ASCII', withHeaders('Cc: ann@bücher.example'), 'Domain contains illegal character'],
  ['with a group that has an invalid recipient', withHeaders('Cc: Sales: bob@-_-.test;'), 'Domain contains illegal'],
])('SES rejects a raw message %s and stores nothing', async ([, Data, error]) => {
  const { ses, messages } = await useInbox({ account });
  await expect(ses.send(raw(Data))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining(error),
  });
  expect(messages()).toEqual([]);
});

// https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
test.for<[string, Buffer, Partial<SendRawEmailCommandInput>, string]>([
  ['From', withHeaders('From: Eve <Eve@evil.test>'), {}, 'eve@evil.test'],
  ['From without a Source', withHeaders('From: eve@evil.test'), { Source: undefined }, 'eve@evil.test'],
  ['Source', message(valid), { Source: 'eve@evil.test' }, 'eve@evil.test'],
  ['Sender', withHeaders('Sender: eve@evil.test'), {}, 'eve@evil.test'],
  ['Return-Path', withHeaders('Return-Path: <eve@evil.test>'), {}, 'eve@evil.test'],
  ['one of two From addresses', withHeaders('From: orders@sender.test, eve@evil.test'), {}, 'eve@evil.test'],
])('SES rejects a raw message whose %s is not verified', async ([, Data, more, address]) => {
  const { ses, messages } = await useInbox({ account });
  await expect(ses.send(raw(Data, more))).rejects.toMatchObject({
    name: 'MessageRejected',
    message: `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${address}`,
  });
  expect(messages()).toEqual([]);
});

test.for<[string, Buffer, Partial<SendRawEmailCommandInput>]>([
  ['without a Source', message(valid), { Source: undefined }],
  [
    'without To, for its destinations',
    withHeaders('To: undisclosed-recipients:;'),
    { Destinations: ['ann@example.com'] },
  ],
  ['with a line of 998 characters', message(valid, 'a'.repeat(998)), {}],
  ['with several Received headers', withHeaders('Received: from a', 'Received: from b'), {}],
  ['to a domain in Punycode', withHeaders('To: Ann <ann@xn--bcher-kva.example>'), {}],
  ['with 50 recipients', withHeaders(`To: ${addresses(50).join(',\r\n ')}`), {}],
  ['with almost 10 MB in base64', message(valid, lines(7.4 * megabyte)), {}],
])('SES accepts a raw message %s', async ([, Data, more]) => {
  const { ses, messages } = await useInbox({ account });
  await ses.send(raw(Data, more));
  expect(messages().length).toBeGreaterThan(0);
});
