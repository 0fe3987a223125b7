import { expect, test } from 'vitest';
import { Problem } from '#core/problem.ts';
import { attempt } from '#core/table/commit.ts';
import type { Write } from '#core/table/write.ts';
import { type Things, things } from './fixtures.ts';

/** Writes to store first, writes of one transaction, and the index of the one that must fail. @default 0 */
type Situation = (
  of: Things,
) => readonly [before: readonly Write[], together: Write | readonly Write[], refused?: number];

/** Creates one test per situation. Without the condition, the write would succeed. */
export const testRefusals = (situations: Readonly<Record<string, Situation>>): void => {
  for (const [what, situation] of Object.entries(situations))
    test(`${what} is refused`, { tags: ['fault/f4'] }, async () => {
      const [before, together, index = 0] = situation(things());
      // One after the other: a transaction takes an item once.
      for (const write of before) expect(await attempt([write])).toEqual([]);
      const steps = [together].flat();
      const refused = await attempt(steps);
      expect(refused.map(({ write }) => steps.indexOf(write))).toEqual([index]);
      const failure = steps[index]?.refusal(refused[0]?.found);
      // A problem for the caller, or a message for the log.
      if (!(failure instanceof Problem)) expect(failure?.message).toMatch(/^Refused, though it should not be: \w/);
    });
};
