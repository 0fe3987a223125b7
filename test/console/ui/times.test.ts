import { expect, test } from 'vitest';
import { fromNow, onDate, onDateAndTime, onDateAndTimeInZone, sinceThen } from '#console/ui/times.ts';
import { instant } from '#core/contract/fields.ts';

const at = instant.parse('2026-12-07T15:21:30.000Z');
const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

test('dates and times are in English and name their time zone', () => {
  expect(onDate(at)).toMatch(/^Dec \d, 2026$/);
  expect(onDateAndTime(at)).toMatch(/^December \d, 2026 at \d+:\d\d [AP]M \S+/);
  expect(onDateAndTimeInZone(at)).toMatch(/^(Sunday|Monday|Tuesday), December \d, 2026 at \d+:\d\d [AP]M \S+/);
});

test.each([
  [-5 * minutes, 'just now'],
  [59 * seconds, 'just now'],
  [60 * seconds, '1 minute ago'],
  [2 * minutes, '2 minutes ago'],
  [2 * hours, '2 hours ago'],
  [50 * hours, '2 days ago'],
])('what happened %i ms ago happened %j', (ago, words) => {
  expect(sinceThen(at, Date.parse(at) + ago)).toBe(words);
});

test('a future time is shown in its largest unit', () => {
  expect(fromNow(at, Date.parse(at) - 7 * 24 * hours)).toBe('in 7 days');
  expect(fromNow(at, Date.parse(at) - 30 * seconds)).toBe('in 30 seconds');
});
