import { expect, test } from 'vitest';
import { problemsInWords } from '#console/sent-invitations/problems-in-words.ts';

test.each([
  [1, 0, '1 email wasn’t delivered'],
  [1_200, 0, '1,200 emails weren’t delivered'],
  [0, 1, '1 email was marked as spam'],
  [0, 2, '2 emails were marked as spam'],
  [2, 1, '2 emails weren’t delivered, 1 was marked as spam'],
  [1, 3, '1 email wasn’t delivered, 3 were marked as spam'],
])('%i emails that were not delivered and %i that were marked as spam are: %s', (lost, spam, words) => {
  expect(problemsInWords(lost, spam)).toBe(words);
});
