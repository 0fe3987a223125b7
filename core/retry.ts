import { setTimeout as pause } from 'node:timers/promises';
import { ConflictError } from './problem.ts';

export type RetryPolicy = {
  readonly maxAttempts: number;
  readonly isRetryable: (error: unknown) => boolean;
  /** Upper limit of the first pause. It doubles with each attempt. @default 0 */
  readonly baseMilliseconds?: number;
  /** Upper limit of all pauses. @default none */
  readonly maxPauseMilliseconds?: number;
  /** No attempt begins later than this after the first. @default none */
  readonly maxMilliseconds?: number;
};

/**
 * Calls `act` again while it throws a retryable error, with exponential backoff and full jitter. `attempt` starts at 1.
 * Throws the last error.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export const retry = async <T>(act: (attempt: number) => Promise<T>, policy: RetryPolicy): Promise<T> => {
  const { maxAttempts, isRetryable, baseMilliseconds = 0 } = policy;
  const { maxPauseMilliseconds = Number.POSITIVE_INFINITY, maxMilliseconds = Number.POSITIVE_INFINITY } = policy;
  const start = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await act(attempt);
    } catch (error) {
      if (attempt === maxAttempts || !isRetryable(error)) throw error;
      await pause(Math.random() * Math.min(maxPauseMilliseconds, baseMilliseconds * 2 ** (attempt - 1)));
      if (performance.now() - start >= maxMilliseconds) throw error;
    }
  }
};

/**
 * Optimistic concurrency: `act` reads, decides and writes, and runs again when an item has changed in between. Up to 4
 * attempts, `attempt` starts at 1. Throws `try_again` after the last one.
 */
export const retryOnConflict = <T>(act: (attempt: number) => Promise<T>): Promise<T> =>
  retry(act, { maxAttempts: 4, isRetryable: (error) => error instanceof ConflictError });
