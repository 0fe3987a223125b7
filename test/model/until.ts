import { setTimeout as pause } from 'node:timers/promises';

const patienceMilliseconds = 60_000;

/** Looks again until there is what is looked for; what it is says the failure, should it never come. */
export const until = async <T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> => {
  const since = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() - since > patienceMilliseconds) throw new Error(`There is never ${what}`);
    await pause(20);
  }
};
