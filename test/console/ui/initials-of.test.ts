import { expect, test } from 'vitest';
import { initialsOf } from '#console/ui/initials-of.ts';

test.each([
  ['Carlos Díaz', 'CD'],
  ['Ann Mary Lee', 'AL'],
  ['öz', 'Ö'],
  ['  𝒜 b ', '𝒜B'],
  ['ann@acme.test', 'A'],
  ['', ''],
])('the initials of %j are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
