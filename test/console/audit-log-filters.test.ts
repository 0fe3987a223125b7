import { afterEach, expect, test } from 'vitest';
import { asApiFilters, isPartOfEmail, type ShownFilters } from '#console/audit-log/api-filters.ts';

const none: ShownFilters = { category: null, email: null, invitation: null, person: null, from: null, to: null };
const zone = process.env.TZ;

afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test('From and To are whole days in the time zone of the browser, the last one included', () => {
  const { from, to } = asApiFilters({ ...none, from: '2026-11-01', to: '2026-11-30' });
  expect(from).toBe(new Date(2026, 10, 1).toISOString());
  expect(to).toBe(new Date(2026, 11, 1).toISOString());
});

test.each([
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 23],
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', 23],
  ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', 23],
  ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', 25],
  ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
  ['Asia/Kathmandu', '2026-11-30', '2026-11-29T18:15:00.000Z', 24],
  ['America/New_York', '2026-12-31', '2026-12-31T05:00:00.000Z', 24],
])('one day in %s, %s, starts at %s and has %i hours', (timeZone, day, start, hours) => {
  process.env.TZ = timeZone;
  const { from = '', to = '' } = asApiFilters({ ...none, from: day, to: day });
  expect([from, (Date.parse(to) - Date.parse(from)) / 3_600_000]).toEqual([start, hours]);
});

test.each(['2026-99-99', '2026-02-30', 'soon', ''])('%j is no day and filters nothing', (day) => {
  expect(asApiFilters({ ...none, from: day, to: day })).toEqual(asApiFilters(none));
});

test('an unknown category filters nothing', () => {
  expect(asApiFilters({ ...none, category: 'x' })).toEqual(asApiFilters(none));
});

test('only one of category, email and invitation is sent to the API: the most exact', () => {
  const all = { ...none, category: 'invitation', email: 'Ann@x.test', invitation: 'i1' };
  expect(asApiFilters(all)).toMatchObject({ invitationId: 'i1', email: undefined, category: undefined });
  expect(asApiFilters({ ...all, invitation: null })).toMatchObject({ email: 'ann@x.test', category: undefined });
});

test('a partial email is not used as a filter', () => {
  const part = { ...none, email: 'ann@' };
  expect(isPartOfEmail(part)).toBe(true);
  expect(asApiFilters(part).email).toBeUndefined();
  expect(isPartOfEmail({ ...none, email: 'ann@bücher.de' })).toBe(false);
  expect(isPartOfEmail({ ...part, invitation: 'i1' })).toBe(false);
  expect(isPartOfEmail(none)).toBe(false);
});
