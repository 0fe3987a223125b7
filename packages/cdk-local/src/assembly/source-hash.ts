import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Hashes the names and contents of all files in a folder that match one of the globs. */
export const sourceHash = (directory: string, globs: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of globSync(globs, { cwd: directory }).sort()) {
    if (!statSync(join(directory, file)).isFile()) continue;
    const content = readFileSync(join(directory, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
};
