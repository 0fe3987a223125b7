import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      optionalDependencies: z.record(z.string(), z.string()).optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
    }),
  ),
});

const entries = () => Object.entries(lockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages);

// npm compares a download with it: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages. A bundled
// package comes with the one that bundles it. A package of this repository is not downloaded.
test('the lock file has the integrity of every package that npm downloads', () => {
  const downloaded = entries().filter(
    ([path, { link, inBundle }]) => /(^|\/)node_modules\//.test(path) && !link && !inBundle,
  );
  expect(downloaded.length).toBeGreaterThan(500);
  expect(downloaded.flatMap(([path, { integrity }]) => (integrity?.startsWith('sha512-') ? [] : [path]))).toEqual([]);
});

// npm omits optional packages that the registry lacks during an install, and `npm ci` then rejects the lock file. Such an
// entry only needs version, optional, os and cpu, because no other platform downloads it.
test('the lock file names the optional packages of every platform', () => {
  const packages = Object.fromEntries(entries());
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([, version]) => /^\d/.test(version))
      .map(([name]) => name)
      .filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`]),
  );
  expect(missing).toEqual([]);
});
