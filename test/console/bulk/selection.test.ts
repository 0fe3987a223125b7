import { expect, test } from 'vitest';
import { choose, nothingChosen, type Selection } from '#console/bulk/selection.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const chosen = ({ chosen }: Selection) => [...chosen].sort().join('');

test('a row is selected, and cleared when it is chosen again', () => {
  const one = choose(nothingChosen, ids, 'b', false);
  const two = choose(one, ids, 'd', false);
  expect([one, two, choose(two, ids, 'b', false)].map(chosen)).toEqual(['b', 'bd', 'd']);
});

test('with Shift, all rows between the last one and this one become as this one becomes', () => {
  const from = choose(nothingChosen, ids, 'd', false);
  const range = choose(from, ids, 'b', true);
  expect(chosen(range)).toBe('bcd');
  expect(chosen(choose(range, ids, 'c', true))).toBe('d');
  expect(chosen(choose(from, ids, 'd', true))).toBe('');
});

test('with Shift, a row is chosen alone where none was before, or where that one is gone', () => {
  expect(chosen(choose(nothingChosen, ids, 'c', true))).toBe('c');
  expect(chosen(choose({ chosen: new Set(['x']), last: 'x' }, ids, 'c', true))).toBe('cx');
});
