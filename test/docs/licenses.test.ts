import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';

/** Permissive licenses that require at most attribution. */
const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0'];

const names = z.record(z.string(), z.string()).default({});
const entry = z.object({ license: z.string().optional(), dependencies: names, peerDependencies: names });
const { packages } = z
  .object({ packages: z.record(z.string(), entry) })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

/** Returns the folder where Node.js resolves a package from another one. */
const pathOf = (name: string, from: string): string | undefined => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (at === '') return undefined;
  }
};

const withAllBelow = (roots: readonly string[]): Set<string> => {
  const found = new Set<string>();
  const look = (name: string, from: string): void => {
    const path = pathOf(name, from);
    if (path === undefined || found.has(path)) return;
    found.add(path);
    const { dependencies = {}, peerDependencies = {} } = packages[path] ?? {};
    for (const needed of Object.keys({ ...dependencies, ...peerDependencies })) look(needed, path);
  };
  for (const root of roots) look(root, '');
  return found;
};

// The packages of the console are bundled into its pages, but are devDependencies in package.json.
const inPages = readdirSync('console/src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) => [
    ...readFileSync(join('console/src', file), 'utf8').matchAll(/from '(@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)/g),
  ])
  .map(([, name = '']) => name);

/** Splits a choice such as `(MIT OR CC0-1.0)`. */
const isAllowed = (license: string): boolean =>
  license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => allowed.includes(choice));

test('every deployed package has an allowed license', () => {
  const inFunctions = Object.keys(packages['']?.dependencies ?? {});
  expect(inFunctions).toContain('zod');
  expect(inPages).toContain('react');
  const deployed = [...withAllBelow([...inFunctions, ...inPages])];
  expect(deployed.length).toBeGreaterThan(50);
  const refused = deployed
    .map((path) => ({ path, license: packages[path]?.license ?? 'none' }))
    .filter(({ license }) => !isAllowed(license));
  expect(refused).toEqual([]);
});
