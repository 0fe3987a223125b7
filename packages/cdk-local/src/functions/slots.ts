import { availableParallelism } from 'node:os';

export type Slots = {
  /** Resolves when a call may run. */
  readonly acquire: () => Promise<void>;
  readonly release: () => void;
};

/** Calls share one environment per processor while they return, because more would not be faster. */
const favored = availableParallelism();
/** When no call returns for this long, the calls may be waiting for each other, so one more runs. */
const patienceMilliseconds = 250;

/** Limits concurrent calls to `concurrency`, and to one per processor while they return. */
export const slots = (concurrency: number): Slots => {
  const waiting: (() => void)[] = [];
  let busy = 0;
  let growth: NodeJS.Timeout | undefined;

  const admit = (): void => {
    busy += 1;
    waiting.shift()?.();
  };
  // Restarts with each call that returns.
  const scheduleGrowth = (): void => {
    clearTimeout(growth);
    if (waiting.length === 0 || busy >= concurrency) return;
    growth = setTimeout(() => {
      admit();
      scheduleGrowth();
    }, patienceMilliseconds);
  };
  const acquire = async (): Promise<void> => {
    if (busy < Math.min(concurrency, favored)) {
      busy += 1;
      return;
    }
    const turn = new Promise<void>((resolve) => waiting.push(resolve));
    if (waiting.length === 1) scheduleGrowth();
    await turn;
  };
  const release = (): void => {
    busy -= 1;
    if (waiting.length > 0 && busy < concurrency) admit();
    scheduleGrowth();
  };

  return { acquire, release };
};
