import { type ClockState, clockFrom } from 'cdk-local/clock';

/** A clock for a run in this process, in the hand of a test. */
export type ClockInHand = {
  /** To start the run with. */
  readonly hands: ClockState;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** TTL has removed what was due then. */
  readonly removalTime: () => number;
  /** Lets milliseconds pass at once. */
  readonly advance: (milliseconds: number) => void;
  /** TTL removes items so much later than their time; `Infinity`: never. */
  readonly delayRemovals: (milliseconds: number) => void;
};

const clockOf = (start: number, pace: number): ClockInHand => {
  const hands = new Float64Array(new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT));
  hands.set([start, pace, 0]);
  const clock = clockFrom(hands);
  return {
    hands,
    now: clock.now,
    removalTime: clock.removalTime,
    advance: (milliseconds) => {
      hands[0] = (hands[0] ?? 0) + milliseconds;
    },
    delayRemovals: (milliseconds) => {
      hands[2] = milliseconds;
    },
  };
};

/** Shows the same instant until it is advanced. */
export const stoppedClock = (): ClockInHand => clockOf(Date.now(), 0);

/** Runs on by itself. */
export const runningClock = (): ClockInHand => clockOf(0, 1);

/** Begins now, and runs so many times as fast as the machine's. */
export const fastClock = (pace: number): ClockInHand => clockOf((1 - pace) * Date.now(), pace);
