import { setTimeout as pause } from 'node:timers/promises';

const patienceMilliseconds = 120_000;
const nudgeMilliseconds = 15_000;

/**
 * Polls until `read` succeeds; `description` names the failure. Calls `nudge` from time to time
 * if it takes long.
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
