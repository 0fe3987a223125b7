import { ChangedMeanwhile } from '#core/problem.ts';

const looks = 4;

/**
 * Optimistic-concurrency loop: reruns `act` when an item has changed concurrently, up to 4 attempts (`look` starts at 1).
 * Then throws `try_again`.
 */
export const afresh = async <T>(act: (look: number) => Promise<T>): Promise<T> => {
  for (let look = 1; ; look++) {
    try {
      return await act(look);
    } catch (error) {
      if (look === looks || !(error instanceof ChangedMeanwhile)) throw error;
    }
  }
};
