import { expect, test } from 'vitest';
import { RowHeights } from '#console/ui/row-heights.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];

test('a row that was not measured counts as high as the mean of the others', () => {
  const heights = new RowHeights(50);
  expect(heights.of('a')).toBe(50);
  heights.measured('a', 60);
  heights.measured('b', 100);
  heights.measured('b', 80);
  expect(ids.map((id) => heights.of(id))).toEqual([60, 80, 70, 70, 70]);
  expect(heights.sum(ids, { start: 1, end: 4 })).toBe(220);
  heights.clear();
  expect(heights.of('b')).toBe(50);
});

test.each([
  [-100, -10, 0, 0],
  [-100, 10, 0, 1],
  [0, 50, 0, 1],
  [0, 51, 0, 2],
  [49, 51, 0, 2],
  [50, 150, 1, 3],
  [240, 900, 4, 5],
  [900, 1_000, 5, 5],
])('of rows that are 50 high, those between %i and %i are from %i to %i', (top, bottom, start, end) => {
  expect(new RowHeights(50).between(ids, top, bottom)).toEqual({ start, end });
});
