import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

const report = z.object({ diagnostics: z.array(z.object({ location: z.object({ path: z.string() }) })) });

const refused = [
  ['operator/commands/new.ts', '#core/members/find.ts'],
  ['operator/commands/new.ts', '../../core/members/find.ts'],
  ['operator/commands/new.ts', '#functions/http/get-me.ts'],
  ['operator/commands/new.ts', '../../packages/cdk-local/src/run/clock.ts'],
  ['packages/cdk-local/src/run/new.ts', '#core/deployment.ts'],
  ['packages/cdk-local/src/run/new.ts', '../../../../core/deployment.ts'],
  ['packages/cdk-local/test/run/new.test.ts', '#test/support/api.ts'],
  ['core/members/new.ts', 'cdk-local/clock'],
  ['core/members/new.ts', '#operator/local-run/seed.ts'],
  ['functions/http/new.ts', '#operator/local-run/seed.ts'],
  ['lib/new.ts', 'cdk-local'],
] as const;

const allowed = [
  ['operator/commands/new.ts', '#core/contract/operations.ts'],
  ['operator/commands/new.ts', '#core/deployment.ts'],
  ['operator/commands/new.ts', 'cdk-local/clock'],
  ['packages/cdk-local/src/run/new.ts', '../web/listen.ts'],
  ['packages/cdk-local/src/cognito/google/new.ts', '../../web/listen.ts'],
] as const;

type Import = readonly [file: string, specifier: string];

/** Writes one file per import, so that one run of Biome is enough. */
const pathOf = (imports: readonly Import[], index: number): string =>
  (imports[index]?.[0] ?? '').replace('new', `new-${index}`);

/** Returns the files in which Biome rejects the import, with the settings of this repository. */
const refusedPaths = async (imports: readonly Import[]): Promise<ReadonlySet<string>> => {
  const folder = temporaryFolder();
  copyFileSync('biome.json', join(folder, 'biome.json'));
  for (const [index, [, specifier]] of imports.entries()) {
    const path = join(folder, pathOf(imports, index));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import { one } from '${specifier}';\none();\n`);
  }
  const args = ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.'];
  const stdout = await new Promise<string>((resolved) => {
    execFile(resolve('node_modules/.bin/biome'), args, { cwd: folder }, (_, output) => resolved(output));
  });
  return new Set(report.parse(JSON.parse(stdout)).diagnostics.map(({ location }) => location.path));
};

test('Biome rejects every import against the direction of the layers', async () => {
  const found = await refusedPaths(refused);
  expect(refused.filter((_, index) => !found.has(pathOf(refused, index)))).toEqual([]);
});

test('Biome accepts the imports that the layers allow', async () => {
  const found = await refusedPaths(allowed);
  expect(allowed.filter((_, index) => found.has(pathOf(allowed, index)))).toEqual([]);
});
