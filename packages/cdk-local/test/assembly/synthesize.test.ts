import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceHash } from '../../src/assembly/source-hash.ts';
import { type CdkApp, synthesize } from '../../src/assembly/synthesize.ts';
import { temporaryFolder } from '../support/assembly.ts';

const folderUsed = (cache: string, name: string, hoursAgo: number): string => {
  const folder = join(cache, name);
  mkdirSync(folder, { recursive: true });
  const time = new Date(Date.now() - hoursAgo * 3_600_000);
  utimesSync(folder, time, time);
  return folder;
};

/** An app with one source file, which writes its parameters into the output folder. */
const appIn = (directory: string, differences: Partial<CdkApp> = {}): CdkApp => {
  writeFileSync(join(directory, 'app.ts'), 'source');
  const program = `
    const { mkdirSync, writeFileSync } = require('node:fs');
    const { CDK_OUTDIR, CDK_CONTEXT_JSON, COLOR } = process.env;
    mkdirSync(CDK_OUTDIR);
    writeFileSync(CDK_OUTDIR + '/manifest.json', JSON.stringify({ context: CDK_CONTEXT_JSON, COLOR, cwd: process.cwd() }));`;
  return { directory, command: [process.execPath, '-e', program], sources: ['*.ts'], cache: 'cache', ...differences };
};

test('synthesize returns the same folder to concurrent starts and to the next one', async () => {
  const app = appIn(temporaryFolder());
  let synthesized = 0;
  const bothAreAtIt = Promise.withResolvers<void>();
  const synthesizeInto = async (_: CdkApp, folder: string): Promise<void> => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'manifest.json'), '{}');
    synthesized += 1;
    if (synthesized === 2) bothAreAtIt.resolve();
    await bothAreAtIt.promise;
  };

  const [one, two] = await Promise.all([synthesize(app, synthesizeInto), synthesize(app, synthesizeInto)]);
  const three = await synthesize(app, synthesizeInto);

  expect([two, three, synthesized]).toEqual([one, one, 2]);
  expect(readdirSync(join(app.directory, 'cache'))).toEqual([basename(one)]);
  expect(existsSync(join(one, 'manifest.json'))).toBe(true);
});

test('synthesize deletes assemblies unused for an hour, except the three newest', async () => {
  const app = appIn(temporaryFolder());
  const cache = join(app.directory, 'cache');
  folderUsed(cache, sourceHash(app.directory, ['*.ts']), 0);
  const [a, b, c, d] = [2, 3, 4, 5].map((hours) => folderUsed(cache, `used-${hours}-hours-ago`, hours));
  const inUse = folderUsed(cache, 'used-just-now', 0);

  await synthesize(app);

  expect([a, b, c, d, inUse].map((folder) => existsSync(folder ?? ''))).toEqual([true, false, false, false, true]);
});

test('synthesize passes context and environment, and runs again when a source has changed', async () => {
  const app = appIn(temporaryFolder(), { context: { stage: 'local' }, environment: { COLOR: 'red' } });
  const first = await synthesize(app);
  expect(JSON.parse(readFileSync(join(first, 'manifest.json'), 'utf8'))).toEqual({
    context: '{"stage":"local"}',
    COLOR: 'red',
    cwd: app.directory,
  });
  expect(await synthesize(app)).toBe(first);
  writeFileSync(join(app.directory, 'other.ts'), 'source');
  expect(await synthesize(app)).not.toBe(first);
});

test('synthesize runs the command each time without sources', async () => {
  const { sources: _, ...app } = appIn(temporaryFolder());
  expect(await synthesize(app)).not.toBe(await synthesize(app));
});

test('synthesize throws the output of a command that fails', async () => {
  const command = [process.execPath, '-e', 'console.error("no stage"); process.exit(1)'] as const;
  await expect(synthesize(appIn(temporaryFolder(), { command }))).rejects.toThrow(
    "The CDK app can't be synthesized: no stage",
  );
});
