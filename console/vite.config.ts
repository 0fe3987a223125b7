import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { besideRunningApi } from './beside-running-api.ts';
import { openingFirst } from './opening-first.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), openingFirst(), besideRunningApi(process.env.API_ORIGIN ?? 'http://localhost:3000')],
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    // Nothing inlined: the content security policy knows no data: scripts or styles.
    assetsInlineLimit: 0,
    // One sheet: a part that is fetched later brings none that could fail to come.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    // What half of all pages and parts share comes in one file: together it compresses better, and is asked for once.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 15 }] } } },
  },
});
