import { expect, test } from 'vitest';
import { givenName } from '#core/contract/fields.ts';

const name = givenName(5);

test.each([
  [' Acme ', 'Acme'],
  ['日本', '日本'],
  ['👩‍👩', '👩‍👩'],
  ['👍👍👍👍👍', '👍👍👍👍👍'],
])('%j is the name %j', (given, kept) => {
  expect(name.parse(given)).toBe(kept);
});

test.each([
  ['', 'must not be empty'],
  ['   ', 'must not be empty'],
  ['\u200b\u2060', 'must have a visible character'],
  ['\u3164', 'must have a visible character'],
  ['\u2800', 'must have a visible character'],
  ['123456', 'must have at most 5 characters'],
  ['a\u0000b', 'must not contain control characters'],
  ['a\r\nb', 'must not contain control characters'],
  ['a\u202eb', 'must not contain control characters'],
  ['\ud800a', 'must be well-formed Unicode'],
])('%j is no name: it %s', (given, why) => {
  expect(name.safeParse(given).error?.issues.map(({ message }) => message)).toContain(why);
});
