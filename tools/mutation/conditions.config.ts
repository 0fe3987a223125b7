import { defineConfig, mergeConfig } from 'vitest/config';
import mutation from './vitest.config.ts';

/** The same tests, with a hand on what they write. */
// biome-ignore lint/style/noDefaultExport: vitest's configuration is one.
export default mergeConfig(mutation, defineConfig({ test: { setupFiles: ['tools/mutation/without-condition.ts'] } }));
