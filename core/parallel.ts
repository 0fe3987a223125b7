/**
 * Runs up to `most` tasks concurrently. `run` returns when its task has started, `end` when all have ended. Both throw
 * the error of the first failed task.
 */
export const parallel = (most: number) => {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const throwFailure = (): void => {
    if (failure) throw failure.error;
  };
  return {
    run: async (task: () => Promise<void>): Promise<void> => {
      while (running.size >= most) await Promise.race(running);
      throwFailure();
      const one: Promise<void> = task()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(one));
      running.add(one);
    },
    end: async (): Promise<void> => {
      await Promise.all(running);
      throwFailure();
    },
  };
};

/** Prefetches `load` for up to `most` values, and yields the results in order. */
export async function* loadedAhead<T, R>(
  values: AsyncIterable<T>,
  most: number,
  load: (value: T) => Promise<R>,
): AsyncGenerator<R> {
  const loading: Promise<R>[] = [];
  for await (const value of values) {
    const one = load(value);
    // Prevents an unhandled rejection when the consumer stops early.
    one.catch(() => undefined);
    loading.push(one);
    if (loading.length > most) yield (await loading.shift()) as R;
  }
  yield* loading;
}
