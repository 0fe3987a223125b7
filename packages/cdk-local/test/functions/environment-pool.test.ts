import { availableParallelism } from 'node:os';
import { expect, test, vi } from 'vitest';
import { environmentPool } from '../../src/functions/environment-pool.ts';
import { slots } from '../../src/functions/slots.ts';

const fakeEnvironments = () => {
  const started: { ended: boolean }[] = [];
  const start = () => {
    const state = { ended: false };
    started.push(state);
    return {
      isDead: () => state.ended,
      run: () => Promise.reject(new Error('This environment runs nothing.')),
      end: async () => {
        state.ended = true;
      },
    };
  };
  return { started, start };
};

test('calls share as many environments as there are processors while the calls return', async () => {
  const { started, start } = fakeEnvironments();
  const pool = environmentPool(1000, start);

  await Promise.all(Array.from({ length: 200 }, () => pool.use(() => Promise.resolve())));

  expect(started.length).toBeLessThanOrEqual(availableParallelism());
});

test('one more call runs when none of the others returns', async () => {
  const { acquire } = slots(1000);
  for (let running = 0; running < availableParallelism(); running += 1) await acquire();

  await expect(acquire()).resolves.toBeUndefined();
});

test('calls over the concurrency wait until another call returns', async () => {
  const { acquire, release } = slots(1);
  await acquire();
  let isRunning = false;
  const second = acquire().then(() => {
    isRunning = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(isRunning).toBe(false);

  release();

  await second;
});

test('an idle environment ends after its time, and the next call starts another', async () => {
  const { started, start } = fakeEnvironments();
  const pool = environmentPool(1, start, 10);
  await pool.use(() => Promise.resolve());
  await vi.waitFor(() => expect(started).toEqual([{ ended: true }]));

  await pool.use(() => Promise.resolve());

  expect(started).toHaveLength(2);
});
