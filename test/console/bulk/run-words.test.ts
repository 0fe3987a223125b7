import { expect, test } from 'vitest';
import { runWords } from '#console/bulk/run-words.ts';

const verb = { doing: 'Revoking', done: 'revoked' };
const failed = { item: 'a', error: new Error('no') };

test.each([
  [{ done: 4, failures: [], left: [], total: 50, isOver: false }, 'Revoking 4 of 50…'],
  [{ done: 50, failures: [], left: [], total: 50, isOver: true }, '50 of 50 revoked.'],
  [{ done: 3, failures: [failed], left: [], total: 3, isOver: true }, '2 of 3 revoked.'],
  [{ done: 2, failures: [], left: ['c'], total: 3, isOver: true }, '2 of 3 revoked. 1 was left as it was.'],
  [
    { done: 1, failures: [failed], left: ['b', 'c'], total: 3, isOver: true },
    '0 of 3 revoked. 2 were left as they were.',
  ],
])('runWords(%j) is %s', (run, words) => {
  expect(runWords(run, verb)).toBe(words);
});
