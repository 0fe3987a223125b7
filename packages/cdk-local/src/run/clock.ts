/**
 * A clock that can be set while the run goes on, shared with the threads that functions run in: it shows `[0]` plus
 * `[1]` times the machine's milliseconds since 1970, and TTL removes items `[2]` milliseconds after their time. So
 * `[offset, 1, 0]` runs ahead by an offset, and `[instant, 0, Infinity]` stands still while TTL removes nothing.
 */
export type ClockState = Float64Array<SharedArrayBuffer>;

/** What time it is for everything that a run stands in for. */
export type Clock = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** TTL removes what was due at this time, in epoch milliseconds. */
  readonly removalTime: () => number;
  /** Absent for the machine's clock. */
  readonly hands: ClockState | undefined;
};

/** What the hands show at a moment of the machine's clock, in whole milliseconds since 1970. */
export const timeAt = ([start = 0, pace = 1]: ClockState, machine: number): number =>
  Math.floor(start + pace * machine);

/** The clock with these hands; the machine's without. */
export const clockFrom = (hands: ClockState | undefined): Clock => {
  if (!hands) return { now: Date.now, removalTime: Date.now, hands };
  const now = (): number => timeAt(hands, Date.now());
  return { now, removalTime: () => now() - (hands[2] ?? 0), hands };
};
