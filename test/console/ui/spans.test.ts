import { expect, test } from 'vitest';
import { spansToDraw } from '#console/ui/spans.ts';

test.each([
  ['rows are drawn in fours', 10, 21, -1, [[8, 24]]],
  ['the last rows are drawn up to the end', 90, 99, -1, [[88, 99]]],
  ['a row with the focus in the middle changes nothing', 10, 21, 15, [[8, 24]]],
  [
    'a row with the focus far above stays, with its neighbors',
    40,
    60,
    0,
    [
      [0, 2],
      [40, 60],
    ],
  ],
  [
    'a row with the focus far below stays, with its neighbors',
    0,
    12,
    98,
    [
      [0, 12],
      [97, 99],
    ],
  ],
  ['a row with the focus at the edge brings its neighbor', 8, 24, 23, [[8, 25]]],
])('%s', (_, start, end, focused, spans) => {
  expect(spansToDraw({ start, end }, focused, 99).map((span) => [span.start, span.end])).toEqual(spans);
});
