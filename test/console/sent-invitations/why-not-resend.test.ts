import { expect, test } from 'vitest';
import { type SentEmails, whyNotResend } from '#console/sent-invitations/why-not-resend.ts';
import { instant } from '#core/contract/fields.ts';

const noon = Date.parse('2026-11-30T12:00:00.000Z');
const at = (text: string) => instant.parse(text);

const whyNot = (invitation: SentEmails): string | undefined => whyNotResend(invitation, noon);

test('an invitation can be resent unless something speaks against it', () => {
  expect(whyNot({})).toBeUndefined();
  expect(whyNot({ sentCount: 4, delivery: 'delivered' })).toBeUndefined();
  expect(whyNot({ delivery: 'bounced', deliveryReason: 'hard_bounce' })).toBeUndefined();
});

test.each<[string, SentEmails, RegExp]>([
  ['five emails were sent', { sentCount: 5 }, /^You’ve sent this invitation 5 times, the maximum\./],
  ['the address is blocked', { delivery: 'bounced', deliveryReason: 'suppressed' }, /no longer sends to it/],
  ['the person marked it as spam', { delivery: 'complained' }, /reported the email as spam/],
])('an invitation can’t be resent when %s', (_, invitation, reason) => {
  expect(whyNot(invitation)).toMatch(reason);
});

test('an address that has received all emails of a day can be written to on the next one, in UTC', () => {
  const full = { delivery: 'failed', deliveryReason: 'recipient_limit_reached' } as const;
  expect(whyNot({ ...full, lastSentAt: at('2026-11-30T00:00:00.000Z') })).toMatch(/all the invitation emails/);
  expect(whyNot({ ...full, lastSentAt: at('2026-11-29T23:59:59.999Z') })).toBeUndefined();
});
