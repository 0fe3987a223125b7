import { expect, test } from 'vitest';
import { asApiFilters, type ShownFilters } from '#console/audit-log/api-filters.ts';

const none: ShownFilters = { category: null, email: null, invitation: null, person: null, from: null, to: null };

test('days are whole days where the person is: the last one is included', () => {
  const { from, to } = asApiFilters({ ...none, from: '2026-11-01', to: '2026-11-30' });
  expect(from).toBe(new Date(2026, 10, 1).toISOString());
  expect(to).toBe(new Date(2026, 11, 1).toISOString());
});

test('an address typed by hand that makes no sense filters nothing', () => {
  const nothing = asApiFilters(none);
  expect(asApiFilters({ ...none, category: 'x', email: 'ann', from: '2026-99-99', to: 'soon' })).toEqual(nothing);
});

test('only one of category, address and invitation is asked for: the most exact', () => {
  const all = { ...none, category: 'invitation', email: 'Ann@x.test', invitation: 'i1' };
  expect(asApiFilters(all)).toMatchObject({ invitationId: 'i1', email: undefined, category: undefined });
  expect(asApiFilters({ ...all, invitation: null })).toMatchObject({ email: 'ann@x.test', category: undefined });
});
