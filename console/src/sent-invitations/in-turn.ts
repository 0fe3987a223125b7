import { ApiProblem } from '#console/api/api-problem.ts';

export type Failure<T> = { readonly item: T; readonly error: unknown };
export type Progress<T> = { readonly done: number; readonly failures: readonly Failure<T>[] };

type Steps<T> = {
  readonly act: (item: T) => Promise<unknown>;
  readonly onProgress: (progress: Progress<T>) => void;
  readonly signal: AbortSignal;
  /** How long to wait before what is overloaded is asked again, in milliseconds. */
  readonly pauseMilliseconds?: number;
};

const atOnce = 4;
const attempts = 4;

const isOverloaded = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && (error.status === 503 || (error.status === 429 && error.code === 'unknown'));

/** Does the same to each, a few at a time. What is overloaded is asked again; every other failure is kept, and stops nothing. */
export const inTurn = async <T>(items: readonly T[], steps: Steps<T>): Promise<Progress<T>> => {
  const { act, onProgress, signal, pauseMilliseconds = 1000 } = steps;
  let progress: Progress<T> = { done: 0, failures: [] };
  const settle = (failures: readonly Failure<T>[]) => {
    progress = { done: progress.done + 1, failures: [...progress.failures, ...failures] };
    onProgress(progress);
  };
  const attempt = async (item: T, left: number): Promise<void> => {
    try {
      await act(item);
      settle([]);
    } catch (error) {
      if (left === 0 || signal.aborted || !isOverloaded(error)) return settle([{ item, error }]);
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds * (attempts - left + 1)));
      await attempt(item, left - 1);
    }
  };
  const waiting = items.values();
  const work = async () => {
    for (const item of waiting) {
      if (signal.aborted) return;
      await attempt(item, attempts);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return progress;
};
