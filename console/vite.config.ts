import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    // Nothing inlined: the content security policy knows no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `vite console` beside a running `npm start`: pages are remade as they are edited.
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/oauth2', '/logout', '/google', '/local', '/settings.json'].map((path) => [path, api]),
    ),
  },
});
