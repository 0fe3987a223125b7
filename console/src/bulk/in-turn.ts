import { ApiProblem } from '#console/api/api-problem.ts';

type Failure<T> = { readonly item: T; readonly error: unknown };
type Progress<T> = { readonly done: number; readonly failures: readonly Failure<T>[] };
/** Result of a run; `left` are the items that were not started when it was stopped. */
export type Outcome<T> = Progress<T> & { readonly left: readonly T[] };

type Steps<T> = {
  readonly act: (item: T) => Promise<unknown>;
  readonly onProgress: (progress: Progress<T>) => void;
  readonly signal: AbortSignal;
  /** Milliseconds before the first retry of what is overloaded. */
  readonly pauseMilliseconds?: number;
};

const atOnce = 4;
const attempts = 4;

const isOverloaded = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && (error.status === 503 || (error.status === 429 && error.code === 'unknown'));

/** Does the same to each, a few at a time. Retries what is overloaded; collects every other failure, which stops nothing. */
export const inTurn = async <T>(items: readonly T[], steps: Steps<T>): Promise<Outcome<T>> => {
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
  const waiting = [...items];
  const work = async () => {
    while (!signal.aborted) {
      const [item] = waiting.splice(0, 1);
      if (item === undefined) return;
      await attempt(item, attempts);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { ...progress, left: waiting };
};
