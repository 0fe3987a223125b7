import { expect, test } from 'vitest';
import { countWords } from '#console/ui/count-words.ts';

test.each([
  [{ shown: 704, hasMore: false }, '704'],
  [{ shown: 1_704, hasMore: false, total: 1_704 }, '1,704'],
  [{ shown: 50, hasMore: true, total: 3_000 }, '50 of 3,000'],
  [{ shown: 50, hasMore: true }, '50+'],
  [{ shown: 50, hasMore: true, total: 49 }, '50+'],
])('countWords(%j) is %s', (count, words) => {
  expect(countWords(count)).toBe(words);
});
