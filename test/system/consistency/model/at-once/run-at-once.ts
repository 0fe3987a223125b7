import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { randomFaults } from '#test/support/chance.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { day } from '#test/system/consistency/model/model.ts';
import { startStack } from '#test/system/consistency/model/world.ts';
import { anyActions, gather, performAtOnce, settleAddresses, violationsIn } from './crowd.ts';

export type AtOnceRun = {
  readonly seed: number;
  readonly rounds: number;
  readonly people: number;
  readonly actions: number;
  /** Share of AWS calls that fail. @default none */
  readonly faultShare?: number;
};

/** Returns the number of actions. Rejects with the violations after a round. */
export const runAtOnce = async ({ seed, rounds, people, actions, faultShare = 0 }: AtOnceRun): Promise<number> => {
  const stack = await startStack(runningClock(), faultShare > 0 ? randomFaults(seed, faultShare) : undefined);
  try {
    const crowd = await gather(stack.client, stack.clock.now);
    let done = 0;
    for (const lanes of fc.sample(anyActions(people, actions), { seed, numRuns: rounds })) {
      const act = performAtOnce(crowd, lanes);
      // A minute in the middle allows some resends, and races with everything that uses the time.
      stack.clock.advance(61_000);
      done += await act;
      await settleAddresses(crowd, () => stack.markers.passed({ mailer: true }));
      assert.deepEqual(
        await violationsIn(crowd, stack.clock.removalTime()),
        [],
        `after ${done} actions of seed ${seed}`,
      );
      assert.deepEqual(stack.complaints, []);
      // Sometimes all pending invitations expire.
      if (done % 3 === 0) stack.clock.advance(8 * day);
    }
    return done;
  } finally {
    await stack.stop();
  }
};
