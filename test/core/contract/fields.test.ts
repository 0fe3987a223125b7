import { expect, test } from 'vitest';
import { domainName, emailAddress, emailPrefix } from '#core/contract/email-address.ts';
import { emailField } from '#core/contract/email-field.ts';
import { idOrAbsent, pageQuery } from '#core/contract/fields.ts';
import { newInvitations } from '#core/contract/invitation.ts';
import { allowedEmailDomains, memberChange } from '#core/contract/organization.ts';

test.each([
  ['  Ann ', 'ann'],
  ['Ann@', 'ann@'],
  ['@', '@'],
  ['', ''],
  ['Ann@Bücher.test', 'ann@xn--bcher-kva.test'],
  ['ANN@X.Test', 'ann@x.test'],
  ['ann@x', 'ann@x'],
  ['bücher.test', 'bücher.test'],
  ['\u212aim', '\u212aim'],
])('who looks for %j finds addresses that begin with %j', (input, prefix) => {
  expect(emailPrefix(input)).toBe(prefix);
});

test.each(['a', '01M82GACAZ00MW3Q8F7Z4P36SF', 'a_b-c', 'x'.repeat(64)])('%s can be an id', (id) => {
  expect(idOrAbsent(id)).toBe(id);
});

test.each(['', ' a', 'a ', 'a\n', 'a#b', 'a/b', 'é', 'k1.a.b', 'x'.repeat(65)])(
  '%j can be none, and is absent',
  (id) => {
    expect(idOrAbsent(id)).toBe('-');
  },
);

const label = 'a'.repeat(61);

test('a domain has 253 characters at most, and an address 254', () => {
  const longest = `${label}.${label}.${label}.${label}.abcde`;
  expect(longest).toHaveLength(253);
  expect(domainName(longest)).toBe(longest);
  expect(domainName(`${longest}f`)).toBeUndefined();
  const address = `${'b'.repeat(61)}@${longest.slice(62)}x`;
  expect(address).toHaveLength(254);
  expect(emailAddress(address)).toBe(address);
  expect(emailAddress(`${address}x`)).toBeUndefined();
});

test('invalid addresses and domains are rejected with a message', () => {
  expect(emailField.safeParse(' Ann@X.test ')).toMatchObject({ success: true, data: 'ann@x.test' });
  expect(emailField.safeParse('ann').error?.issues).toMatchObject([
    { code: 'custom', message: 'must be an email address' },
  ]);
  expect(allowedEmailDomains.safeParse({ domains: ['x.test', '@x.test'] }).error?.issues).toMatchObject([
    { path: ['domains', 1], message: expect.stringContaining('must be a domain') },
  ]);
});

test('a change of a member names a role, teams, both, or nothing', () => {
  for (const change of [{ role: 'user' }, { teamIds: [] }, { role: 'user', teamIds: ['t'] }, {}])
    expect(memberChange.safeParse(change).success).toBe(true);
  expect(memberChange.safeParse({ role: 'owner' }).success).toBe(false);
});

test('lists have their limits, to the last item', () => {
  const many = (length: number) => Array.from({ length }, () => 'x');
  const accepts = (emails: number, teams: number) =>
    newInvitations.safeParse({ emails: many(emails), teamIds: many(teams), role: 'user' }).success;
  expect([accepts(1, 0), accepts(1000, 20)]).toEqual([true, true]);
  expect([accepts(0, 0), accepts(1001, 0), accepts(1, 21)]).toEqual([false, false, false]);
  const domains = (length: number) => allowedEmailDomains.safeParse({ domains: Array(length).fill('x.test') }).success;
  expect([domains(0), domains(100), domains(101)]).toEqual([true, true, false]);
});

test('a page has 1 to 100 items, in digits', () => {
  for (const limit of ['1', '9', '10', '99', '100'])
    expect(pageQuery.parse({ limit })).toEqual({ limit: Number(limit) });
  for (const limit of ['', '0', '00', '01', '101', '1000', '-1', '1.0', '1e1', ' 1', '1 ', '٣'])
    expect(pageQuery.safeParse({ limit }).success, limit).toBe(false);
});
