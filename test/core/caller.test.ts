import { expect, test } from 'vitest';
import { callerEmail, isVerified, personName } from '#core/caller.ts';

test('a name is as Google gives it, without what controls or reorders text, and never longer than 200 letters', () => {
  expect(personName('Ann Lee', 'ann@x.test')).toBe('Ann Lee');
  expect(personName('\u0007 Ann\u0000\u202e Lee\u2069\u0085 ', 'ann@x.test')).toBe('Ann Lee');
  expect(personName('💥'.repeat(300), 'ann@x.test')).toBe('💥'.repeat(200));
  expect(personName(`${'a'.repeat(199)} b`, 'ann@x.test')).toBe('a'.repeat(199));
  expect(personName('Ann\ud83d', 'ann@x.test')).toBe('Ann\ufffd');
});

test('who has no name is called by what stands before the @', () => {
  for (const name of [undefined, '', ' ', '\u0000\u202e']) expect(personName(name, 'ann.lee@x.test')).toBe('ann.lee');
  expect(personName('', 'a@b@x.test')).toBe('a@b');
  expect(personName('', 'no address')).toBe('');
});

test('an address is verified where that is said, in either way that Cognito says it, and otherwise not', () => {
  expect([true, 'true'].map(isVerified)).toEqual([true, true]);
  const other = [false, 'false', undefined, null, 'True', 'TRUE', '', 1, '1', {}, []];
  expect(other.map(isVerified)).toEqual(other.map(() => false));
});

test('an address of Cognito is taken in its one form, and what is none in small letters', () => {
  expect(callerEmail(' Ann.Lee@X.Test ')).toBe('ann.lee@x.test');
  expect(callerEmail(' No Address ')).toBe('no address');
  expect(callerEmail(undefined)).toBe('');
});
