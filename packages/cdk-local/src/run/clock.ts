/**
 * State of a clock that can be set during a run, in memory shared with the threads of functions: `[start, rate,
 * removalDelay]`. The clock shows `start + rate * machine time` in epoch milliseconds, and TTL removes items
 * `removalDelay` milliseconds after they expire. `[offset, 1, 0]` is ahead by an offset; `[instant, 0, Infinity]` is
 * stopped, and TTL removes nothing.
 */
export type ClockState = Float64Array<SharedArrayBuffer>;

/** The clock of a run: of its functions, and of every service that it emulates. */
export type Clock = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Time up to which TTL removes expired items, in epoch milliseconds. */
  readonly removalTime: () => number;
  /** undefined for the machine's clock. */
  readonly state: ClockState | undefined;
};

/** Returns what a clock shows at a machine time, in whole epoch milliseconds. */
export const timeAt = ([start = 0, rate = 1]: ClockState, machine: number): number =>
  Math.floor(start + rate * machine);

/** Returns the clock with this state, or the machine's clock without one. */
export const clockFrom = (state: ClockState | undefined): Clock => {
  if (!state) return { now: Date.now, removalTime: Date.now, state };
  const now = (): number => timeAt(state, Date.now());
  return { now, removalTime: () => now() - (state[2] ?? 0), state };
};
