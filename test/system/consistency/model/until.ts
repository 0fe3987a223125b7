import { setTimeout as pause } from 'node:timers/promises';

const patienceMilliseconds = 120_000;
const nudgeMilliseconds = 15_000;

/**
 * Looks again until there is what is looked for; what it is says the failure, should it never come. Where that takes long, `nudge` is called
 * every now and then.
 */
export const until = async <T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  nudge: () => void = () => undefined,
): Promise<T> => {
  const since = performance.now();
  let nudgedAt = since;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() - since > patienceMilliseconds) throw new Error(`There is never ${what}`);
    if (performance.now() - nudgedAt > nudgeMilliseconds) {
      nudgedAt = performance.now();
      nudge();
    }
    await pause(20);
  }
};
