import { type ClockState, clockFrom } from 'cdk-local/clock';

/** A controllable clock for a run in this process. */
export type ClockInHand = {
  /** The clock to start the run with. */
  readonly hands: ClockState;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Waits until TTL has removed the items that are due. */
  readonly removalTime: () => number;
  /** Moves the clock forward. */
  readonly advance: (milliseconds: number) => void;
  /** Sets the delay of TTL. `Infinity` turns it off. */
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

/** Creates a clock that only moves when it is advanced. */
export const stoppedClock = (): ClockInHand => clockOf(Date.now(), 0);

/** Creates a clock that also moves by itself. */
export const runningClock = (): ClockInHand => clockOf(0, 1);

/** Creates a clock that starts now and runs faster than the machine's by a factor. */
export const fastClock = (pace: number): ClockInHand => clockOf((1 - pace) * Date.now(), pace);
