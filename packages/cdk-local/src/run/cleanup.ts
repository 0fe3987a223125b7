/** What has to be undone, the last thing first. */
export type Cleanup = {
  readonly add: (step: () => unknown) => void;
  /** Undoes everything, once. A step that fails doesn't keep the others from being done. */
  readonly all: () => Promise<void>;
};

export const createCleanup = (): Cleanup => {
  const steps: (() => unknown)[] = [];
  return {
    add: (step) => {
      steps.push(step);
    },
    all: async () => {
      for (let step = steps.pop(); step; step = steps.pop()) {
        try {
          await step();
        } catch {
          // What could not be ended gracefully ends with the process.
        }
      }
    },
  };
};
