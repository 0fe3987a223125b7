import { expect, test } from 'vitest';
import { ConflictError } from '#core/problem.ts';
import { retryOnConflict } from '#core/table/retry-on-conflict.ts';

/** Runs `act` in the loop and returns the result or error, with the numbers of the attempts. */
const run = async (act: (attempt: number) => Promise<unknown>) => {
  const attempts: number[] = [];
  const end = await retryOnConflict((attempt) => {
    attempts.push(attempt);
    // Ends an endless loop, so that the test fails instead of hanging.
    return attempts.length > 9 ? Promise.resolve('endless') : act(attempt);
  }).catch((error: unknown) => error);
  return { end, attempts };
};

test('retryOnConflict retries on a concurrent change, at most four attempts, then throws try_again', async () => {
  const changed = new ConflictError();
  expect(await run(() => Promise.reject(changed))).toEqual({ end: changed, attempts: [1, 2, 3, 4] });
  const third = await run((attempt) => (attempt < 3 ? Promise.reject(changed) : Promise.resolve('done')));
  expect(third).toEqual({ end: 'done', attempts: [1, 2, 3] });
});

test('retryOnConflict throws other errors immediately', async () => {
  const failure = new Error('no network');
  expect(await run(() => Promise.reject(failure))).toEqual({ end: failure, attempts: [1] });
});
