import type { TestProject } from 'vitest/node';
import { faultSeed } from '#test/support/chance.ts';
import { provideRun } from '#test/support/local-run.ts';

/** Starts a run with random faults for tests that must still pass. */
export const setup = (project: TestProject) => {
  // For the run, which is a separate process.
  process.env.FAULT_SEED = String(faultSeed());
  project.provide('faulty', true);
  return provideRun(project, 'test/system/faulty/start-faulty.ts');
};
