import { ChangedMeanwhile } from '#core/problem.ts';

const looks = 4;

/** Reads, decides and writes; begins anew when something else was written in between, a few times. `look` is 1 at first. Throws `try_again` after that. */
export const afresh = async <T>(act: (look: number) => Promise<T>): Promise<T> => {
  for (let look = 1; ; look++) {
    try {
      return await act(look);
    } catch (error) {
      if (look === looks || !(error instanceof ChangedMeanwhile)) throw error;
    }
  }
};
