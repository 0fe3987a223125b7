import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { CannotStart } from '../run/start-error.ts';
import { sourceHash } from './source-hash.ts';

const repository = resolve(import.meta.dirname, '../..');
const keptAssemblies = 3;
/** An assembly that was used this recently may still serve another run. */
const recentlyUsedMilliseconds = 60 * 60 * 1000;

const synthesizeInto = async (folder: string): Promise<void> => {
  const environment = {
    ...process.env,
    CDK_OUTDIR: folder,
    CDK_CONTEXT_JSON: JSON.stringify({ stage: 'local' }),
    // CloudFormation's rules are checked by the tests and by cdk; here they would cost a second of each first start.
    CDK_VALIDATION: 'false',
  };
  try {
    await promisify(execFile)(process.execPath, ['bin/invitations.ts'], { cwd: repository, env: environment });
  } catch (error) {
    const said = typeof error === 'object' && error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new CannotStart(`The CDK app can't be synthesized: ${said}`);
  }
};

const removeOld = (cache: string, current: string): void => {
  const others = readdirSync(cache)
    .filter((name) => name !== current)
    .map((name) => ({
      path: join(cache, name),
      usedAt: statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
    .sort((left, right) => right.usedAt - left.usedAt);
  for (const { path, usedAt } of others.slice(keptAssemblies - 1))
    if (Date.now() - usedAt > recentlyUsedMilliseconds) rmSync(path, { recursive: true, force: true });
};

const moveInto = (temporary: string, assembly: string): void => {
  try {
    renameSync(temporary, assembly);
  } catch (error) {
    // Another start was quicker with the same content.
    if (!existsSync(assembly)) throw error;
    rmSync(temporary, { recursive: true, force: true });
  }
};

/**
 * The folder of the CDK app as synthesized for stage `local`. Made once per content of its sources, then taken from
 * a cache. `synthesize` makes it in a folder that isn't there yet. Throws `CannotStart` with what the app says if it can't be synthesized.
 */
export const synthesizedAssembly = async (
  cache = join(repository, 'node_modules/.cache/invitations/assembly'),
  synthesize: (folder: string) => Promise<void> = synthesizeInto,
): Promise<string> => {
  const hash = sourceHash(repository);
  const assembly = join(cache, hash);
  if (!existsSync(assembly)) {
    mkdirSync(cache, { recursive: true });
    const temporary = join(cache, `${hash}.${randomUUID()}`);
    await synthesize(temporary);
    moveInto(temporary, assembly);
  }
  utimesSync(assembly, new Date(), new Date());
  removeOld(cache, hash);
  return assembly;
};
