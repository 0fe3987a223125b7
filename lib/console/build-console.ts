import { resolve } from 'node:path';
import { build } from 'vite';

const consoleFolder = resolve(import.meta.dirname, '../../console');

/** Builds the console into `folder`, which is emptied first, and returns the folder. Takes about two seconds. */
export const buildConsole = async (folder: string): Promise<string> => {
  // Vite reads it. Tests set another value, and would get React's slow and large development build.
  process.env.NODE_ENV = 'production';
  await build({
    configFile: resolve(consoleFolder, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
};
