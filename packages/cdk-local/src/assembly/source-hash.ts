import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'bin/**/*.ts',
  'lib/**/*.ts',
  'core/**/*.ts',
  'functions/**/*.ts',
  'console/{src,public}/**/*.*',
  'console/*.{ts,html,json}',
  'package-lock.json',
  'cdk.json',
];

/** Changes with everything that the synthesized template and its bundles are made of. */
export const sourceHash = (repository: string): string => {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: repository }).sort()) {
    const content = readFileSync(join(repository, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
};
