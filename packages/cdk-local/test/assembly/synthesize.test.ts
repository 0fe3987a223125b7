import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceHash } from '../../src/assembly/source-hash.ts';
import { synthesizedAssembly } from '../../src/assembly/synthesize.ts';
import { temporaryFolder } from '../support/assembly.ts';

const folderUsed = (cache: string, name: string, hoursAgo: number): string => {
  const folder = join(cache, name);
  mkdirSync(folder);
  const time = new Date(Date.now() - hoursAgo * 3_600_000);
  utimesSync(folder, time, time);
  return folder;
};

test('starts that race synthesize each for itself into the same folder, and the next one takes it from there', async () => {
  const cache = temporaryFolder();
  let synthesized = 0;
  const bothAreAtIt = Promise.withResolvers<void>();
  const synthesize = async (folder: string): Promise<void> => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'manifest.json'), '{}');
    synthesized += 1;
    if (synthesized === 2) bothAreAtIt.resolve();
    await bothAreAtIt.promise;
  };

  const [one, two] = await Promise.all([
    synthesizedAssembly(cache, synthesize),
    synthesizedAssembly(cache, synthesize),
  ]);
  const three = await synthesizedAssembly(cache, synthesize);

  expect([two, three, synthesized]).toEqual([one, one, 2]);
  expect(readdirSync(cache)).toEqual([basename(one)]);
  expect(existsSync(join(one, 'manifest.json'))).toBe(true);
});

test('of assemblies that nobody has used for an hour only the newest stay, three in all', async () => {
  const cache = temporaryFolder();
  mkdirSync(join(cache, sourceHash(process.cwd())));
  const [a, b, c, d] = [2, 3, 4, 5].map((hours) => folderUsed(cache, `used-${hours}-hours-ago`, hours));
  const inUse = folderUsed(cache, 'used-just-now', 0);

  await synthesizedAssembly(cache);

  expect([a, b, c, d, inUse].map((folder) => existsSync(folder ?? ''))).toEqual([true, false, false, false, true]);
});

test('the hash changes with any source of the template and its bundles', () => {
  expect(sourceHash(process.cwd())).toBe(sourceHash(process.cwd()));
  expect(sourceHash(temporaryFolder())).not.toBe(sourceHash(process.cwd()));
});
