import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import * as z from 'zod';

const script = fileURLToPath(new URL('start-emulators.ts', import.meta.url));
const ready = z.object({ endpoint: z.string(), origin: z.string() });

/** Returns the path of a database file for one test. */
export const databaseFile = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'cdk-local-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'runner.sqlite');
};

const killed = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};

/** Starts inbox and sign-in in a process that uses this file. `kill` sends SIGKILL. */
export const startEmulatorProcess = async (file: string) => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => killed(child));
  for await (const line of createInterface({ input: child.stdout })) {
    return { ...ready.parse(JSON.parse(line)), kill: () => killed(child) };
  }
  throw new Error('The process ended before it was ready.');
};
