import { ConflictError } from '#core/problem.ts';

const maxAttempts = 4;

/**
 * Optimistic-concurrency loop: reruns `act` on `ConflictError`, up to 4 attempts (numbered from 1). Then throws
 * `try_again`.
 */
export const retryOnConflict = async <T>(act: (attemptNumber: number) => Promise<T>): Promise<T> => {
  for (let attemptNumber = 1; ; attemptNumber++) {
    try {
      return await act(attemptNumber);
    } catch (error) {
      if (attemptNumber === maxAttempts || !(error instanceof ConflictError)) throw error;
    }
  }
};
