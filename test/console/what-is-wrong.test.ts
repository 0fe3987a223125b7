import { expect, test } from 'vitest';
import { whatIsWrong } from '#console/invite/what-is-wrong.ts';
import { whyNotSend } from '#console/invite/why-not-send.ts';

test.each([
  ['not-an-address', 'It has no @.'],
  ['x@@y.com', 'It has more than one @.'],
  ['@acme.com', 'Nothing stands before the @.'],
  ['oops@', 'The domain after the @ is missing.'],
  ['ümlaut@acme.com', '“ü” can’t stand before the @'],
  ['foo@bar', '“bar” is no whole domain'],
  ['foo@acme..com', '“acme..com” is no domain.'],
  [`${'a'.repeat(65)}@acme.com`, 'It is too long'],
  ['a b@acme.com', 'This isn’t a valid email.'],
])('of “%s” it is said what is wrong: %s', (input, said) => {
  expect(whatIsWrong(input)).toContain(said);
});

test.each([
  [{ wanted: 34, all: 1200, checking: false }, 'take 200 of the 1,200 out'],
  [{ wanted: 0, all: 2, checking: false }, 'None of these addresses can be invited.'],
])('of %j it is said why nothing can be sent', (addresses, said) => {
  expect(whyNotSend(addresses)).toContain(said);
});

test('what is good, or still being checked, can be sent', () => {
  expect(whyNotSend({ wanted: 1, all: 1000, checking: false })).toBeUndefined();
  expect(whyNotSend({ wanted: 0, all: 1, checking: true })).toBeUndefined();
});
