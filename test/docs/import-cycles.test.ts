import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

const biome = resolve('node_modules/.bin/biome');

// Not in biome.json: the rule reads every file that is imported, which more than doubles what `npm run check` costs.
const cyclesIn = (cwd: string): Promise<string> => {
  const args = ['lint', '--only=suspicious/noImportCycles', '--error-on-warnings'];
  const { promise, resolve: done } = Promise.withResolvers<string>();
  execFile(biome, args, { cwd }, (error, stdout, stderr) => done(error ? stdout + stderr : ''));
  return promise;
};

// Biome reads all files that are imported from node_modules, too.
test('no file imports itself through other files', { timeout: 900_000 }, async () => {
  expect(await cyclesIn('.')).toBe('');
});

test('an import cycle is found', async () => {
  const folder = temporaryFolder();
  // Without one, Biome takes a folder above for the project.
  writeFileSync(join(folder, 'biome.json'), '{}');
  writeFileSync(join(folder, 'one.ts'), "import { two } from './two.ts';\nexport const one = () => two();\n");
  writeFileSync(join(folder, 'two.ts'), "import { one } from './one.ts';\nexport const two = () => one();\n");

  expect(await cyclesIn(folder)).toContain('noImportCycles');
});
