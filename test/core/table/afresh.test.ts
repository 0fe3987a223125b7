import { expect, test } from 'vitest';
import { ChangedMeanwhile } from '#core/problem.ts';
import { afresh } from '#core/table/afresh.ts';

/** Runs `act` in the loop and returns the result or error, with the numbers of the attempts. */
const looked = async (act: (look: number) => Promise<unknown>) => {
  const looks: number[] = [];
  const end = await afresh((look) => {
    looks.push(look);
    // A loop without an end would never let the test end either.
    return looks.length > 9 ? Promise.resolve('endless') : act(look);
  }).catch((error: unknown) => error);
  return { end, looks };
};

test('afresh retries on a concurrent change, at most four attempts, then throws try_again', async () => {
  const changed = new ChangedMeanwhile();
  expect(await looked(() => Promise.reject(changed))).toEqual({ end: changed, looks: [1, 2, 3, 4] });
  const third = await looked((look) => (look < 3 ? Promise.reject(changed) : Promise.resolve('done')));
  expect(third).toEqual({ end: 'done', looks: [1, 2, 3] });
});

test('afresh throws other errors immediately', async () => {
  const failure = new Error('no network');
  expect(await looked(() => Promise.reject(failure))).toEqual({ end: failure, looks: [1] });
});
