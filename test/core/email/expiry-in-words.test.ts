import { expect, test } from 'vitest';
import { instant } from '#core/contract/fields.ts';
import { dateInWords, timeLeftInWords } from '#core/email/expiry-in-words.ts';

test.each([
  ['2026-11-29T14:05:00.000Z', 'Sunday, November 29, 2026 at 14:05 UTC'],
  ['2027-01-01T00:00:00.000Z', 'Friday, January 1, 2027 at 00:00 UTC'],
  ['2028-02-29T23:59:59.999Z', 'Tuesday, February 29, 2028 at 23:59 UTC'],
])('%s is written %s', (expiresAt, words) => {
  expect(dateInWords(instant.parse(expiresAt))).toBe(words);
});

test.each([
  ['2026-11-22T14:05:00.000Z', 'in 7 days'],
  ['2026-11-22T14:05:00.001Z', 'in 7 days'],
  ['2026-11-23T14:05:00.000Z', 'in 6 days'],
  ['2026-11-27T14:05:00.000Z', 'in 2 days'],
  ['2026-11-28T14:04:59.999Z', 'in 2 days'],
  ['2026-11-28T14:05:00.000Z', 'in 1 day'],
  ['2026-11-28T14:05:00.001Z', 'in less than 24 hours'],
  ['2026-11-29T14:04:59.999Z', 'in less than 24 hours'],
  ['2026-11-29T14:05:00.000Z', 'in less than 24 hours'],
])('at %s an invitation until November 29, 14:05, has its time left written %s', (now, words) => {
  expect(timeLeftInWords(instant.parse('2026-11-29T14:05:00.000Z'), instant.parse(now))).toBe(words);
});
