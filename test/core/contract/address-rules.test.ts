import { expect, test } from 'vitest';
import { canBeginAddress, emailDomain, isAllowedDomain, maskEmail } from '#core/contract/email-address.ts';
import { operations } from '#core/contract/operations.ts';

test.each([
  ['ann@acme.com', 'a•••@acme.com'],
  ['a@acme.com', 'a•••@acme.com'],
  ['a-very-long-name@sub.acme.com', 'a•••@sub.acme.com'],
])('%s is shown as %s to whom it may not belong', (address, masked) => {
  expect(maskEmail(address)).toBe(masked);
});

test('the domain of an address is all that follows its last @', () => {
  expect(emailDomain('ann@sub.acme.com')).toBe('sub.acme.com');
});

test('an allowed domain allows its own addresses, and none below or above it; no domains allow all', () => {
  const allowed = (...domains: string[]) => isAllowedDomain('ann@sub.acme.com', domains);
  expect([allowed(), allowed('sub.acme.com'), allowed('x.test', 'sub.acme.com')]).toEqual([true, true, true]);
  expect([allowed('acme.com'), allowed('a.sub.acme.com'), allowed('x.test'), allowed('')]).toEqual(
    Array(4).fill(false),
  );
});

test('an address can begin with whatever has no # in its domain, up to the length of an address', () => {
  for (const prefix of ['', 'a', 'a#b', '#', 'a#b@', 'a#b@acme.com', 'x'.repeat(254)])
    expect(canBeginAddress(prefix), prefix).toBe(true);
  for (const prefix of ['a@#', 'a@acme#', 'a@#acme.com', 'x'.repeat(255)])
    expect(canBeginAddress(prefix), prefix).toBe(false);
});

const { query } = operations.listAuditEvents;

test('events are asked for by at most one of category, address and invitation, and beside it by person and time', () => {
  const [category, email, invitationId] = [{ category: 'team' }, { email: 'ann@x.test' }, { invitationId: 'i1' }];
  for (const filter of [{}, category, email, invitationId])
    expect(query.safeParse({ ...filter, actorId: 'u1', limit: '10' }).success).toBe(true);
  for (const filters of [
    { ...category, ...email },
    { ...category, ...invitationId },
    { ...email, ...invitationId },
    { ...category, ...email, ...invitationId },
  ])
    expect(query.safeParse(filters).error?.issues).toMatchObject([
      { message: 'name at most one of category, email and invitationId' },
    ]);
});

test('times are asked for in UTC, to the millisecond or less exactly', () => {
  expect(query.parse({ from: '2026-11-01T00:00:00Z', to: '2026-11-01T12:30:00.5Z' })).toEqual({
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-01T12:30:00.500Z',
  });
  for (const from of ['2026-11-01', '2026-11-01T00:00:00', '2026-11-01T00:00:00+01:00', '2026-02-30T00:00:00Z', 'now'])
    expect(query.safeParse({ from }).error?.issues, from).toMatchObject([
      { path: ['from'], message: 'must be a UTC time such as 2026-11-01T00:00:00Z' },
    ]);
});
