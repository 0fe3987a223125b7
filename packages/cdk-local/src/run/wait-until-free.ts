import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error.ts';

/** Another process uses a resource. It may be about to stop. */
export class InUseError extends StartError {}

const timeoutMilliseconds = 2000;
const pauseMilliseconds = 50;

/** Retries `take` while it throws `InUseError`, for up to two seconds. */
export const waitUntilFree = async <T>(take: () => T | Promise<T>): Promise<T> => {
  const deadline = Date.now() + timeoutMilliseconds;
  for (;;) {
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof InUseError) || Date.now() >= deadline) throw error;
      await sleep(pauseMilliseconds);
    }
  }
};
