import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error.ts';

/** Something is another process's now. That one may just be ending. */
export class InUseError extends StartError {}

const patienceMilliseconds = 2000;
const pauseMilliseconds = 50;

/** Takes what another process is giving up at the moment; rejects with `InUseError` if it still has it after two seconds. */
export const waitUntilFree = async <T>(take: () => T | Promise<T>): Promise<T> => {
  const deadline = Date.now() + patienceMilliseconds;
  for (;;) {
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof InUseError) || Date.now() >= deadline) throw error;
      await sleep(pauseMilliseconds);
    }
  }
};
