import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleFunctions } from '#lib/functions/bundle-functions.ts';
import { deployedFunctions } from '#lib/functions/deployed-functions.ts';

// `npm run bundle-sizes`: prints the size of each function, largest first.
const folder = mkdtempSync(join(tmpdir(), 'invitations-bundles-'));
try {
  const bundles = await bundleFunctions(deployedFunctions, resolve(import.meta.dirname, '../functions'), folder);
  const bySize = [...bundles].sort(([, one], [, other]) => other.bytes - one.bytes);
  for (const [name, { bytes }] of bySize) console.log(`${(bytes / 1000).toFixed(1).padStart(6)} kB  ${name}`);
} finally {
  rmSync(folder, { recursive: true });
}
