import { setTimeout as pause } from 'node:timers/promises';

const maxStallMilliseconds = 120_000;

/** Waits until `count` reaches `expected`. Throws if it stops growing. */
export const waitForCount = async (
  what: string,
  expected: number,
  count: () => number | Promise<number>,
): Promise<void> => {
  let [seen, since] = [0, performance.now()];
  while (seen < expected) {
    const now = await count();
    if (now > seen) [seen, since] = [now, performance.now()];
    if (performance.now() - since > maxStallMilliseconds) throw new Error(`Stalled: ${seen} of ${expected} ${what}`);
    await pause(500);
  }
};
