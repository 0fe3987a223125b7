import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownPath } from '#console/session/own-path.ts';

const origin = 'https://app.partnerally.test';

test.each([
  '/',
  '/invitation',
  '/organizations/o1/settings/members/pending?status=invited&search=a%2Fb#top',
  '/%2f%2f',
  '/%5c',
  '/a//b',
])('a person comes back to %s', (path) => {
  expect(ownPath(path, origin)).toBe(path);
});

test.each([
  '',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/\t/evil.test',
  '/\n\\evil.test',
  '\t//evil.test',
  'https:evil.test',
  'https:/evil.test',
  'https://evil.test',
  'https://app.partnerally.test.evil.test/',
  '//app.partnerally.test@evil.test',
  'javascript:alert(1)',
  'data:text/html,evil',
  '/..//evil.test',
  '/.//evil.test',
  'evil.test',
  '%2f%2f',
  'http://[',
])('a person who should be led to %j comes to the start page', { tags: ['promise/sign-in'] }, (text) => {
  expect(ownPath(text, origin)).toBe('/');
});

test('ownPath rejects every URL that leads to another origin', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '\t',
    '\n',
    ':',
    '@',
    '.',
    '%2f',
    '%5c',
    '#',
    '?',
    'evil.test',
    'https:',
    ' ',
    '\u0000',
    '／',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = ownPath(pieces.join(''), origin);
      expect(path).toMatch(/^\/(?![/\\])/);
      expect(new URL(path, origin).origin).toBe(origin);
    }),
    { numRuns: 2_000 },
  );
});
