import * as fc from 'fast-check';
import { day, second } from '#test/system/consistency/model/model.ts';
import { pendingOf } from '#test/system/consistency/model/rules.ts';
import { settle } from '#test/system/consistency/model/settle-events.ts';
import { settleMails } from '#test/system/consistency/model/settle-mails.ts';
import type { World } from '#test/system/consistency/model/world.ts';
import { type FactsOf, pick, steps } from './step.ts';

const passing = fc.constantFrom(second, 59 * second, 60 * second, 3600 * second, day, 3 * day, 7 * day, 21 * day);

/** Waits for emails before the time changes: they take seconds, not days. */
const pass = async (world: World, milliseconds: number): Promise<void> => {
  await settleMails(world);
  world.clock.advance(milliseconds);
};

const brinks = fc.record({ organization: fc.nat(1), n: fc.nat(50), past: fc.constantFrom(-1, 0, 0, 1) });

/** Moves the clock to the millisecond of an expiry, or one before or after. */
const passToBrink = async (world: World, { organization, n, past }: FactsOf<typeof brinks>): Promise<void> => {
  const now = world.clock.now();
  const { expiresAt } = pick(pendingOf(pick(world.model.organizations, organization), now), n);
  if (expiresAt + past > now) await pass(world, expiresAt + past - now);
};

const delays = fc.constantFrom(0, 5 * day, Number.POSITIVE_INFINITY);

/** Sets TTL to on time, five days late, or off. Removed items stay removed. */
const delay = async (world: World, milliseconds: number): Promise<void> => {
  await settle(world);
  world.clock.delayRemovals(milliseconds);
};

export const timeSteps = [
  { weight: 4, arbitrary: steps({ name: 'let time pass', facts: passing, run: pass }) },
  {
    weight: 4,
    arbitrary: steps({
      name: 'pass to the brink',
      facts: brinks,
      isPossible: ({ model, clock }, { organization }) =>
        pendingOf(pick(model.organizations, organization), clock.now()).length > 0,
      run: passToBrink,
    }),
  },
  {
    weight: 1,
    arbitrary: steps({
      name: 'delay TTL',
      facts: delays,
      run: delay,
    }),
  },
];
