import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { spoiled } from '#test/support/chance.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { day } from '#test/system/consistency/model/model.ts';
import { startStack } from '#test/system/consistency/model/world.ts';
import { anyActions, gather, performAtOnce, settleAddresses, violationsIn } from './crowd.ts';

export type AtOnceRun = {
  readonly seed: number;
  readonly rounds: number;
  readonly people: number;
  readonly actions: number;
  /** How many of all calls that functions make go wrong. @default none */
  readonly faultShare?: number;
};

/** Actions that were done; rejects with what did not hold after one of the rounds. */
export const runAtOnce = async ({ seed, rounds, people, actions, faultShare = 0 }: AtOnceRun): Promise<number> => {
  const stack = await startStack(runningClock(), faultShare > 0 ? spoiled(seed, faultShare) : undefined);
  try {
    const crowd = await gather(stack.client, stack.clock.now);
    let done = 0;
    for (const lanes of fc.sample(anyActions(people, actions), { seed, numRuns: rounds })) {
      const act = performAtOnce(crowd, lanes);
      // A minute in the middle lets a few be resent, and races with all that looks at the time.
      stack.clock.advance(61_000);
      done += await act;
      await settleAddresses(crowd, () => stack.markers.passed({ mailer: true }));
      assert.deepEqual(
        await violationsIn(crowd, stack.clock.removalTime()),
        [],
        `after ${done} actions of seed ${seed}`,
      );
      assert.deepEqual(stack.complaints, []);
      // Now and then everything that waits expires.
      if (done % 3 === 0) stack.clock.advance(8 * day);
    }
    return done;
  } finally {
    await stack.stop();
  }
};
