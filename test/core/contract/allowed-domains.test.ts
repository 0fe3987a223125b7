import { expect, test } from 'vitest';
import { isAllowedDomain } from '#core/contract/email-address.ts';

test('an organization without allowed domains may invite every address', () => {
  expect(isAllowedDomain('ann@acme.com', [])).toBe(true);
});

test.each(['ann@acme.com', 'ann@globex.com'])('%s may be invited where its domain is allowed', (address) => {
  expect(isAllowedDomain(address, ['acme.com', 'globex.com'])).toBe(true);
});

test.each([
  'ann@evil-acme.com',
  'ann@evilacme.com',
  'ann@acme.com.evil.com',
  'ann@mail.acme.com',
  'ann@acme.co',
  'ann@com',
  'acme.com@evil.com',
  'ann@xn--cme-5cd.com',
])('%s may not be invited where only acme.com is allowed', (address) => {
  expect(isAllowedDomain(address, ['acme.com'])).toBe(false);
});
