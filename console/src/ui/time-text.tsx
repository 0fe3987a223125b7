import type { Instant } from '#core/contract/fields.ts';
import { useByTheClock } from './clock.ts';
import { onDateAndTime } from './times.ts';

type TimeTextProps = {
  readonly at: Instant;
  /** The words for a moment, at another moment (epoch milliseconds). */
  readonly words: (at: Instant, now: number) => string;
};

/** A moment in words that follow the clock; its date and time when pointed at. */
export const TimeText = ({ at, words }: TimeTextProps) => {
  const text = useByTheClock((now) => words(at, now));
  return (
    <time dateTime={at} title={onDateAndTime(at)}>
      {text}
    </time>
  );
};
