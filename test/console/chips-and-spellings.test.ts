import { expect, test } from 'vitest';
import { googleSpellings } from '#console/invite/google-spellings.ts';
import { shownChips } from '#console/invite/shown-chips.ts';

test('Google hints list addresses that Google may spell differently', () => {
  const found = googleSpellings([
    'a+b@acme.com',
    'ann.lee@gmail.com',
    'bob@googlemail.com',
    'eve@gmail.com',
    'e.v@x.com',
  ]);
  expect([...found]).toEqual([
    ['plus', ['a+b@acme.com']],
    ['dots', ['ann.lee@gmail.com']],
    ['googlemail', ['bob@googlemail.com']],
  ]);
});

test('few addresses are all shown, in the order given', () => {
  const emails = ['b@x.test', 'oops', 'a@x.test'];
  expect(shownChips(emails, (email) => email === 'oops', 2)).toEqual(emails);
});

test('of many addresses those to correct are shown first, and the rest only as asked for', () => {
  const emails = [...Array.from({ length: 200 }, (_, index) => `p${index}@x.test`), 'oops'];
  const shown = shownChips(emails, (email) => email === 'oops', 50);
  expect(shown).toHaveLength(50);
  expect(shown.slice(0, 2)).toEqual(['oops', 'p0@x.test']);
});
