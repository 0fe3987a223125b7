/**
 * Runs up to `most` tasks at once. `run` returns when its task has begun, `end` when all tasks have ended. Both throw what the
 * first task threw that failed.
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

/** Starts `load` for up to `most` values before they are asked for, and yields its results in the order of the values. */
export async function* loadedAhead<T, R>(
  values: AsyncIterable<T>,
  most: number,
  load: (value: T) => Promise<R>,
): AsyncGenerator<R> {
  const loading: Promise<R>[] = [];
  for await (const value of values) {
    const one = load(value);
    // Whoever stops early never asks for it.
    one.catch(() => undefined);
    loading.push(one);
    if (loading.length > most) yield (await loading.shift()) as R;
  }
  yield* loading;
}
