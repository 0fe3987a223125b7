import type { Fault, Intercept } from 'cdk-local/fault-injection';
import { refusedAs } from '#test/support/fault-kinds.ts';

/** Duration of a call to SES that docs/scale.md assumes. */
const sesMilliseconds = 120;

const throttled = refusedAs('Throttling', 'Maximum sending rate exceeded.');
const taken: Fault = { delayMilliseconds: sesMilliseconds };

/**
 * Simulates SES with a sending rate: a token bucket with the capacity of one second. A rate of Infinity only counts the
 * emails.
 */
export const sendingRate = (perSecond: number, milliseconds = () => performance.now()) => {
  const counts = { asked: 0, taken: 0, throttled: 0 };
  let left = perSecond;
  let at = milliseconds();
  const intercept: Intercept = ({ service }) => {
    if (service !== 'ses') return undefined;
    counts.asked += 1;
    if (perSecond === Number.POSITIVE_INFINITY) {
      counts.taken += 1;
      return undefined;
    }
    const now = milliseconds();
    left = Math.min(perSecond, left + ((now - at) / 1_000) * perSecond);
    at = now;
    if (left >= 1) {
      left -= 1;
      counts.taken += 1;
      return taken;
    }
    counts.throttled += 1;
    return throttled;
  };
  return { intercept, counts };
};
