import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/table-engine.ts'],
    // The machine decides how fast a test is; only a hang may fail one.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
