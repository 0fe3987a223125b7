import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { callerAddress, personName } from '#core/caller.ts';
import { emailAddress } from '#core/contract/email-address.ts';

test('personName returns the name as Google gives it, without control characters and at most 200 long', () => {
  expect(personName('Ann Lee', 'ann@x.test')).toBe('Ann Lee');
  expect(personName('\u0007 Ann\u0000\u202e Lee\u2069\u0085 ', 'ann@x.test')).toBe('Ann Lee');
  expect(personName('💥'.repeat(300), 'ann@x.test')).toBe('💥'.repeat(200));
  expect(personName(`${'a'.repeat(199)} b`, 'ann@x.test')).toBe('a'.repeat(199));
  expect(personName('Ann\ud83d', 'ann@x.test')).toBe('Ann\ufffd');
});

test('personName returns the part before the @ for a name of which nothing shows', () => {
  for (const name of [undefined, '', ' ', '\u0000\u202e', '\u200b\u2060', '\u3164', '\u2800', '\u00ad\ufe0f'])
    expect(personName(name, 'ann.lee@x.test'), JSON.stringify(name)).toBe('ann.lee');
  expect(personName('', 'a@b@x.test')).toBe('a@b');
  expect(personName('', 'a\u202eb@x.test')).toBe('ab');
  expect(personName('', 'no address')).toBe('');
});

test('callerAddress takes an address as verified only where Cognito says so, as a boolean or as text', () => {
  const verified = (said: unknown) => callerAddress('ann@x.test', said).emailVerified;
  expect([true, 'true'].map(verified)).toEqual([true, true]);
  const other = [false, 'false', undefined, null, 'True', 'TRUE', '', 1, '1', {}, []];
  expect(other.map(verified)).toEqual(other.map(() => false));
});

test('callerAddress normalizes an address, and keeps what Google says of it', () => {
  expect(callerAddress(' Ann.Lee@X.Test ', 'true')).toEqual({ email: 'ann.lee@x.test', emailVerified: true });
  expect(callerAddress('ann@x.test', 'false')).toEqual({ email: 'ann@x.test', emailVerified: false });
});

test('callerAddress leaves what is no address as it is, and never verified', () => {
  for (const given of [' No Address ', '\u212aim@victim.test', 'Jörg@x.test', 'Ann <ann@x.test>', ''])
    expect(callerAddress(given, true)).toEqual({ email: given, emailVerified: false });
  expect(callerAddress(undefined, true)).toEqual({ email: '', emailVerified: false });
});

test('callerAddress takes no character of Unicode for an ASCII one before the @', { tags: ['promise/sign-in'] }, () => {
  const wrong: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    const given = `${String.fromCodePoint(code)}@victim.test`;
    const { email, emailVerified } = callerAddress(given, true);
    const expected = emailVerified ? given.replace(/^[A-Z]/, (letter) => letter.toLowerCase()) : given;
    if (email !== expected || (emailVerified && code > 127)) wrong.push(given);
  }
  expect(wrong).toEqual([]);
});

test('callerAddress calls only normalized addresses verified, whatever Cognito says', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })).map((parts) => parts.join('@')),
    fc.emailAddress(),
  );
  fc.assert(
    fc.property(text, (given) => {
      const { email, emailVerified } = callerAddress(given, true);
      if (emailVerified) expect(emailAddress(email)).toBe(email);
      else expect(email).toBe(given);
    }),
    { numRuns: 200 },
  );
});
