// cspell:ignore גלובקס
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { rawEmail } from '#functions/aws/raw-email.ts';
import { emailFromAnn } from '#test/core/email/read-email.ts';

const parsed = async (facts: Parameters<typeof emailFromAnn>[0] = {}, inReplyTo?: string) =>
  simpleParser(await rawEmail(emailFromAnn(facts), inReplyTo));

test('rawEmail writes both parts and the addresses of the email', async () => {
  const { from, to, replyTo, subject, html, text } = await parsed();
  expect(from?.text).toBe('"PartnerAlly" <invitations@partnerally.test>');
  expect(to).toMatchObject({ text: 'bob@acme.test' });
  expect(replyTo?.text).toBe('ann@acme.test');
  expect(subject).toBe('Join Acme on PartnerAlly');
  const email = emailFromAnn();
  expect(String(html).trim()).toBe(email.html.trim());
  expect(text?.trim()).toBe(email.text.trim());
});

test('rawEmail suppresses automatic replies, and a first email has no In-Reply-To', async () => {
  const { headers } = await parsed();
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(headers.get('x-auto-response-suppress')).toBe('All');
  expect(headers.has('in-reply-to')).toBe(false);
  expect(headers.has('references')).toBe(false);
});

test('rawEmail references the first email in a resend', async () => {
  const { inReplyTo, references } = await parsed({}, '<first@eu-central-1.amazonses.com>');
  expect([inReplyTo, references]).toEqual(['<first@eu-central-1.amazonses.com>', '<first@eu-central-1.amazonses.com>']);
});

test('rawEmail ends every line with CRLF, after at most 76 characters in the parts', async () => {
  const raw = (await rawEmail(emailFromAnn({ organizationName: 'Å'.repeat(120) }))).toString('latin1');
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const [, ...parts] = raw.split(/\r\n--+_NmP/);
  const longest = Math.max(...parts.flatMap((part) => part.split('\r\n')).map((line) => line.length));
  expect(longest).toBeLessThanOrEqual(76);
});

test.each([
  ['in Hebrew', 'גלובקס בע״מ 🚀'],
  ['with quotes', 'Acme "Labs" \\ Co, Ltd <x@y.test>'],
  ['with a line break', 'Acme\r\nBcc: eve@evil.test'],
  ['as an encoded word', '=?UTF-8?Q?Acme?='],
])('names %s inject no header', async (_, name) => {
  const raw = await rawEmail(emailFromAnn({ productName: name, organizationName: name }));
  const { from, headers } = await simpleParser(raw);
  expect(from?.value).toMatchObject([{ address: 'invitations@partnerally.test' }]);
  expect(from?.value).toHaveLength(1);
  expect([...headers.keys()].sort()).toEqual(
    [
      ...['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'reply-to', 'subject'],
      ...['to', 'x-auto-response-suppress'],
    ].sort(),
  );
  // Every header line is ASCII.
  const head = raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
  expect(head).toMatch(/^[\x20-\x7e\r\n]*$/);
});
