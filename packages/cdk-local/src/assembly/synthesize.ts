import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../run/start-error.ts';
import { sourceHash } from './source-hash.ts';

/** Options for synthesizing a CDK app. */
export type CdkApp = {
  /** Working directory of the command; `sources` and `cache` are relative to it. */
  readonly directory: string;
  /** Program and arguments, as `app` in cdk.json. */
  readonly command: readonly [string, ...string[]];
  /** Context values, as `cdk -c name=value` passes them. @default none */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Environment variables of the command, in addition to those of this process. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Globs of all files that the result depends on. The same content is synthesized once. @default synthesize each time */
  readonly sources?: readonly string[];
  /** Folder for synthesized apps. @default 'node_modules/.cache/cdk-local' */
  readonly cache?: string;
};

const cachedAssemblies = 3;
/** Another run may still use an assembly that was used this recently. */
const recentlyUsedMilliseconds = 60 * 60 * 1000;

const runCommand = async ({ command, directory, context = {}, environment }: CdkApp, folder: string): Promise<void> => {
  const [program, ...args] = command;
  const env = { ...process.env, ...environment, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) };
  try {
    await promisify(execFile)(program, args, { cwd: directory, env });
  } catch (error) {
    const output =
      typeof error === 'object' && error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new StartError(`The CDK app can't be synthesized: ${output}`);
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
  for (const { path, usedAt } of others.slice(cachedAssemblies - 1))
    if (Date.now() - usedAt > recentlyUsedMilliseconds) rmSync(path, { recursive: true, force: true });
};

const moveInto = (temporary: string, assembly: string): void => {
  try {
    renameSync(temporary, assembly);
  } catch (error) {
    // A concurrent start has synthesized the same content.
    if (!existsSync(assembly)) throw error;
    rmSync(temporary, { recursive: true, force: true });
  }
};

/**
 * Returns the folder of a synthesized CDK app. Synthesizes it once per content of its sources, and takes it from the
 * cache afterwards. `synthesizeInto` fills a folder that doesn't exist yet. Throws `StartError` with what the app
 * prints if it can't be synthesized.
 */
export const synthesize = async (
  app: CdkApp,
  synthesizeInto: (app: CdkApp, folder: string) => Promise<void> = runCommand,
): Promise<string> => {
  const cache = resolve(app.directory, app.cache ?? 'node_modules/.cache/cdk-local');
  const name = app.sources ? sourceHash(app.directory, app.sources) : randomUUID();
  const assembly = join(cache, name);
  if (!existsSync(assembly)) {
    mkdirSync(cache, { recursive: true });
    const temporary = join(cache, `${name}.${randomUUID()}`);
    await synthesizeInto(app, temporary);
    moveInto(temporary, assembly);
  }
  utimesSync(assembly, new Date(), new Date());
  removeOld(cache, name);
  return assembly;
};
