import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { faults, promises } from '#test/docs/faults.ts';
import { guideSentences, pagePromises } from '#test/docs/guide-sentences.ts';
import { LongOnesFirst } from '#test/support/slow-first-sequencer.ts';

// Workers, local runs and synthesized apps load compiled code instead of compiling it again.
process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/node');

// Generous timeouts: only a hang may fail a test, not a slow machine.
const patience = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 150_000 } } };

// These start their own runs, or call no functions.
const notOfTheRun =
  'test/system/{http/{backlog,console,expiry,failure-queue,kill,logs,reconcile,transaction-keys},security/{dead-links,forged-tokens,leaks}}.test.ts';
const everyTime = 'test/system/http/{delivery,members,operations,teams}.test.ts';
const underFaults = process.env.FAULTY === 'all' ? 'test/system/{http,security}/**/*.test.ts' : everyTime;

// Needs the local run of the HTTP tests.
const doctorOfStage = 'test/operator/doctor/doctor-of-stage.test.ts';

export default defineConfig({
  test: {
    // Prints the log lines of functions only for failing tests.
    silent: 'passed-only',
    // Many tests wait for processes and timers, so another file can run concurrently even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongOnesFirst },
    // docs/faults.md and docs/guide.md are generated from these: see `npm run test-lists`.
    tags: [...faults, ...promises, ...guideSentences, ...pagePromises].map(({ tag }) => ({ name: tag })),
    projects: [
      {
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/system/{http,security,e2e,permissions}/**', doctorOfStage],
          globalSetup: ['test/support/table-engine.ts'],
          setupFiles: ['test/support/functions-output.ts', 'test/support/stages-of-tests.ts'],
          ...patience,
        },
      },
      {
        test: {
          name: 'cdk-local',
          include: ['packages/cdk-local/test/**/*.test.ts'],
          ...patience,
        },
      },
      {
        test: {
          name: 'http',
          include: ['test/system/{http,security}/**/*.test.ts', doctorOfStage],
          globalSetup: ['test/support/local-run.ts'],
          ...patience,
        },
      },
      {
        test: {
          // The same once more, while calls of the functions go wrong by chance: some of it each time, all by `npm run test:faulty`.
          name: 'faulty',
          include: [underFaults],
          exclude: [notOfTheRun],
          globalSetup: ['test/system/faulty/faulty-run.ts'],
          // A mail whose answer was lost is tried again after half a minute, and others wait behind it.
          testTimeout: 1_200_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 600_000 } },
        },
      },
      {
        test: {
          // After all others: it asks what they have used.
          name: 'rights',
          include: ['test/system/permissions/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          ...patience,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/system/e2e/**/*.test.ts'],
          globalSetup: ['test/system/e2e/unpack-chromium.ts', 'test/support/local-run.ts'],
          ...patience,
          testTimeout: 180_000,
        },
      },
    ],
  },
});
