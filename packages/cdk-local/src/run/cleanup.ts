/** Steps that release what a start has opened, run in reverse order. */
export type Cleanup = {
  readonly add: (step: () => unknown) => void;
  /** Runs all steps once. A step that fails doesn't stop the others. */
  readonly all: () => Promise<void>;
};

/** Creates an empty list of cleanup steps. */
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
          // Whatever could not be closed gracefully ends with the process.
        }
      }
    },
  };
};
