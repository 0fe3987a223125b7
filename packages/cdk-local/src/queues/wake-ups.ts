/** Promises that resolve at the next event of a name. */
export type WakeUps = {
  readonly wake: (name: string) => void;
  readonly next: (name: string) => Promise<void>;
};

export const wakeUps = (): WakeUps => {
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  return {
    wake: (name) => {
      waiting.get(name)?.resolve();
      waiting.delete(name);
    },
    next: (name) => {
      const wait = waiting.get(name) ?? Promise.withResolvers<void>();
      waiting.set(name, wait);
      return wait.promise;
    },
  };
};
