import * as fc from 'fast-check';
import { stoppedClock } from '#test/support/controllable-clock.ts';
import { beginWorld } from './begin.ts';
import { acceptingSteps } from './commands/accepting.ts';
import { askingSteps } from './commands/asking.ts';
import { changingSeveralSteps } from './commands/changing-several.ts';
import { invitingSteps } from './commands/inviting.ts';
import { memberSteps } from './commands/members.ts';
import { setPendingLimit, settingsSteps } from './commands/settings.ts';
import { signingInSteps } from './commands/signing-in.ts';
import { type Step, steps } from './commands/step.ts';
import { timeSteps } from './commands/time.ts';
import { settle } from './settle-events.ts';
import { type Stack, startStack, type World } from './world.ts';

const settling = steps({ name: 'settle', facts: fc.constant(null), run: settle });

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  ...[
    ...invitingSteps,
    ...acceptingSteps,
    ...memberSteps,
    ...changingSeveralSteps,
    ...askingSteps,
    ...settingsSteps,
    ...signingInSteps,
    ...timeSteps,
    { weight: 2, arbitrary: settling },
  ],
);

export type ModelRun = {
  readonly seed: number;
  /** Minimum number of commands, across several worlds. */
  readonly commands: number;
  /** Path of a reported failure, to repeat it with as few commands as possible. */
  readonly path?: string | undefined;
  readonly replayPath?: string | undefined;
};

/** Maximum per world, so that failures are easier to understand. */
const mostCommandsInAWorld = 70;

/** Returns the number of commands. Rejects with the failing commands and how to repeat them. */
export const runModel = async ({ seed, commands, path, replayPath }: ModelRun): Promise<number> => {
  let done = 0;
  const stack = await startStack(stoppedClock());
  const isReplay = path !== undefined;
  const chosen = fc.commands([anyStep], {
    maxCommands: mostCommandsInAWorld,
    size: 'max',
    ...(replayPath && { replayPath }),
  });
  const property = fc.asyncProperty(chosen, async (steps) => {
    if (done >= commands && !isReplay) return;
    const world = await beginWorldOn(stack);
    await fc.asyncModelRun(() => ({ model: world, real: world }), steps);
    await settle(world);
    done += world.steps.done;
  });
  try {
    await fc.assert(property, {
      seed,
      numRuns: mostRuns(commands),
      endOnFailure: !isReplay,
      ...(isReplay && { path }),
    });
    return done;
  } catch (error) {
    const again =
      'MODEL_SEED and MODEL_PATH with these values and npx vitest run test/system/consistency/model/model.test.ts show it with fewer commands';
    throw new Error(`${error instanceof Error ? error.message : error}\n${again}.`, { cause: error });
  } finally {
    await stack.stop();
  }
};

/** Upper bound of worlds, even if all are short. */
const mostRuns = (commands: number): number => Math.ceil(commands / 5);

const beginWorldOn = async (stack: Stack): Promise<World> => {
  stack.clock.delayRemovals(0);
  const world = await beginWorld(stack);
  await setPendingLimit(world, { organization: 0, pendingInvitations: 4 });
  return world;
};
