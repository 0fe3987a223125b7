import {
  GetSendQuotaCommand,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendTemplatedEmailCommand,
} from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { SesError } from '../../src/ses/ses-error.ts';
import { mail, subject, to, useInbox } from './use-inbox.ts';

const invalid = 'InvalidParameterValue';
const tags = (...pairs: [string, string][]): Partial<SendEmailCommandInput> => ({
  Tags: pairs.map(([Name, Value]) => ({ Name, Value })),
});

test.for<[string, Partial<SendEmailCommandInput>, string]>([
  ['a subject that begins another header', subject('Join\r\nBcc: eve@evil.test'), invalid],
  ['a subject with a bare line feed', subject('Join\nX: y'), invalid],
  ['an address that begins another header', to('ann@example.com\r\nBcc: eve@evil.test'), invalid],
  ['a sender that begins another header', { Source: 'A\r\nBcc: e@evil.test <a@sender.test>' }, invalid],
  [
    'a reply address that begins another header',
    { ReplyToAddresses: ['A\r\nBcc: e@evil.test <a@example.com>'] },
    invalid,
  ],
  ['a local part that is not ASCII', to('jörg@example.com'), invalid],
  ['a local part with a space', to('ann lee@example.com'), invalid],
  ['a domain that is not ASCII', to('ann@bücher.test'), invalid],
  ['a domain with a space', to('ann@example .com'), invalid],
  ['a domain that ends with a dot', to('ann@example.com.'), invalid],
  ['an address without a domain', to('ann'), invalid],
  ['an address without a local part', to('@example.com'), invalid],
  ['a display name that is not encoded', to('Jörg <ann@example.com>'), invalid],
  ['no recipient', to(), invalid],
  ['more than fifty recipients', to(...Array.from({ length: 51 }, (_, n) => `a${n}@example.com`)), invalid],
  ['a tag with a forbidden character', tags(['order', 'a b']), invalid],
  ['a tag that is too long', tags(['order', 'x'.repeat(257)]), invalid],
  ['a tag without a value', tags(['order', '']), invalid],
  ['the same tag twice', tags(['a', '1'], ['a', '2']), invalid],
  ['a configuration set that is not there', { ConfigurationSetName: 'other' }, 'ConfigurationSetDoesNotExistException'],
  ['a sender who is not verified', { Source: 'a@evil.test' }, 'MessageRejected'],
  ['a sender on a subdomain of a verified domain', { Source: 'a@x.sender.test' }, 'MessageRejected'],
])('SES rejects %s and stores nothing', async ([, changes, name]) => {
  const account = { configurationSets: ['orders'], identities: ['sender.test'] };
  const { ses, messages } = await useInbox({ account });
  await expect(ses.send(new SendEmailCommand(mail(changes)))).rejects.toMatchObject({ name });
  expect(messages()).toEqual([]);
});

test('the error of SES names the problem with the address', async () => {
  const { ses } = await useInbox();
  const sending = (address: string) => ses.send(new SendEmailCommand(mail(to(address))));
  await expect(sending('jörg@example.com')).rejects.toThrow('Local address contains non-ASCII characters');
  await expect(sending('ann')).rejects.toThrow("Missing final '@domain'");
});

test('SES accepts an email that meets all rules of the account', async () => {
  const account = { configurationSets: ['orders'], identities: ['sender.test'] };
  const { ses, messages } = await useInbox({ account });
  const encoded = '=?UTF-8?B?SsO2cmc=?= <ann@xn--bcher-kva.test>';
  await ses.send(
    new SendEmailCommand(mail({ ...to(encoded), ConfigurationSetName: 'orders', ...tags(['order', 'i_1-A']) })),
  );
  expect(messages()).toMatchObject([{ to: 'ann@xn--bcher-kva.test', tags: { order: 'i_1-A' } }]);
});

test('SES returns an error to unsupported calls', async () => {
  const { ses, endpoint } = await useInbox();
  const templated = { Source: 'a@sender.test', Destination: {}, Template: 't', TemplateData: '{}' };
  await expect(ses.send(new GetSendQuotaCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
  await expect(ses.send(new SendTemplatedEmailCommand(templated))).rejects.toMatchObject({ name: 'InvalidAction' });
  expect(
    (
      await fetch(`${endpoint}/v2/email/outbound-emails`, {
        method: 'POST',
        headers: { authorization: 'AWS4' },
        body: '{}',
      })
    ).status,
  ).toBe(400);
});

test('SES rejects a call without credentials', async () => {
  const { endpoint, messages } = await useInbox();
  const body = new URLSearchParams({ Action: 'SendEmail' });
  expect((await fetch(endpoint, { method: 'POST', body })).status).toBe(403);
  expect(messages()).toEqual([]);
});

test('SES rejects an email without a body', async () => {
  const { ses, messages } = await useInbox();
  const empty = mail({ Message: { Subject: { Data: 'Join' }, Body: {} } });
  await expect(ses.send(new SendEmailCommand(empty))).rejects.toMatchObject({ name: 'ValidationError' });
  expect(messages()).toEqual([]);
});

test('SES returns injected errors for single addresses', async () => {
  const { ses, messages } = await useInbox({
    fault: ({ recipients: [first = ''] }) => {
      if (first.startsWith('slow')) return new SesError('Throttling', 'Maximum sending rate exceeded.');
      return first.startsWith('down') ? new SesError('ServiceUnavailable', 'Down.', 503) : undefined;
    },
  });
  const send = (address: string) => ses.send(new SendEmailCommand(mail(to(address))));
  await expect(send('slow@example.com')).rejects.toMatchObject({ name: 'Throttling' });
  await expect(send('down@example.com')).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  await send('ann@example.com');
  expect(messages().map(({ to: address }) => address)).toEqual(['ann@example.com']);
});
