/** One operation under load. Times are in milliseconds. */
export type Load = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly processorTime: number;
};

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * Runs `act` once per item, `callers` at a time. `settle` waits for background work of the operation, whose processor
 * time is included.
 */
export const load = async <Item>(
  items: readonly Item[],
  callers: number,
  act: (item: Item) => Promise<unknown>,
  processorTime: () => number,
  settle: () => Promise<unknown> = async () => undefined,
): Promise<Load> => {
  const waiting = [...items];
  const times: number[] = [];
  const [spent, start] = [processorTime(), performance.now()];
  const call = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const begun = performance.now();
      await act(item);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  const took = performance.now() - start;
  await settle();
  times.sort((one, other) => one - other);
  return {
    perSecond: (items.length / took) * 1_000,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    processorTime: (processorTime() - spent) / items.length,
  };
};
