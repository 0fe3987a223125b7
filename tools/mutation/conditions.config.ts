import { defineConfig, mergeConfig } from 'vitest/config';
import mutation from './vitest.config.ts';

/** Runs the same tests with modified writes. */
// biome-ignore lint/style/noDefaultExport: vitest's configuration is one.
export default mergeConfig(mutation, defineConfig({ test: { setupFiles: ['tools/mutation/without-condition.ts'] } }));
