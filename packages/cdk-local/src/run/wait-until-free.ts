import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from './start-error.ts';

/** Something is another process's now. That one may just be ending. */
export class InUse extends CannotStart {}

const patienceMilliseconds = 2000;
const pauseMilliseconds = 50;

/** Takes what another process is giving up at the moment; rejects with `InUse` if it still has it after two seconds. */
export const takeOnceFree = async <T>(take: () => T | Promise<T>): Promise<T> => {
  const deadline = Date.now() + patienceMilliseconds;
  for (;;) {
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof InUse) || Date.now() >= deadline) throw error;
      await sleep(pauseMilliseconds);
    }
  }
};
