import type { TestProject } from 'vitest/node';
import { faultSeed } from '#test/support/chance.ts';
import { provideRun } from '#test/support/local-run.ts';

/** The same for tests that are to pass although calls of the functions go wrong by chance. */
export const setup = (project: TestProject) => {
  // For the run, which is a process of its own.
  process.env.FAULT_SEED = String(faultSeed());
  project.provide('faulty', true);
  return provideRun(project, 'test/system/faulty/start-faulty.ts');
};
