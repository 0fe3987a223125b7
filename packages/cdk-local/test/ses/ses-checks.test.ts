import {
  GetSendQuotaCommand,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendTemplatedEmailCommand,
} from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { SesError } from '../../src/ses/ses-error.ts';
import { inboxOfTest, mail, subject, to } from './use-inbox.ts';

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
])('%s is refused as SES refuses it, and nothing is kept', async ([, changes, name]) => {
  const account = { configurationSets: ['orders'], identities: ['sender.test'] };
  const { ses, messages } = await inboxOfTest({ account });
  await expect(ses.send(new SendEmailCommand(mail(changes)))).rejects.toMatchObject({ name });
  expect(messages()).toEqual([]);
});

test('a refusal says what is wrong with the address', async () => {
  const { ses } = await inboxOfTest();
  const sending = (address: string) => ses.send(new SendEmailCommand(mail(to(address))));
  await expect(sending('jörg@example.com')).rejects.toThrow('Local address contains non-ASCII characters');
  await expect(sending('ann')).rejects.toThrow("Missing final '@domain'");
});

test("a mail within all of the account's rules is taken", async () => {
  const account = { configurationSets: ['orders'], identities: ['sender.test'] };
  const { ses, messages } = await inboxOfTest({ account });
  const encoded = '=?UTF-8?B?SsO2cmc=?= <ann@xn--bcher-kva.test>';
  await ses.send(
    new SendEmailCommand(mail({ ...to(encoded), ConfigurationSetName: 'orders', ...tags(['order', 'i_1-A']) })),
  );
  expect(messages()).toMatchObject([{ to: 'ann@xn--bcher-kva.test', tags: { order: 'i_1-A' } }]);
});

test('calls that are not served get an error at once, never silence', async () => {
  const { ses, endpoint } = await inboxOfTest();
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

test('a call without credentials is refused', async () => {
  const { endpoint, messages } = await inboxOfTest();
  const body = new URLSearchParams({ Action: 'SendEmail' });
  expect((await fetch(endpoint, { method: 'POST', body })).status).toBe(403);
  expect(messages()).toEqual([]);
});

test('a mail without any body is refused', async () => {
  const { ses, messages } = await inboxOfTest();
  const empty = mail({ Message: { Subject: { Data: 'Join' }, Body: {} } });
  await expect(ses.send(new SendEmailCommand(empty))).rejects.toMatchObject({ name: 'ValidationError' });
  expect(messages()).toEqual([]);
});

test('a test can have SES throttle one address and fail for another', async () => {
  const { ses, messages } = await inboxOfTest({
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
