import { defineConfig } from 'vitest/config';

const tests = process.env.MUTATION_TESTS ?? 'test/core/**';

/** The tests that import core in their own process, where Stryker's mutants are active. */
// biome-ignore lint/style/noDefaultExport: vitest's configuration is one.
export default defineConfig({
  test: {
    include: [`${tests}/*.test.ts`],
    globalSetup: ['test/support/table-engine.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 50_000 } },
  },
});
