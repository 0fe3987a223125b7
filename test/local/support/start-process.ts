import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './assembly.ts';

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** `npm start` as a process that ends with the test, at the latest. */
export const startProcess = (flags: readonly string[], environment: Record<string, string> = {}): ChildProcess => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local/start.ts', ...flags], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

/** What a start says that ends by itself. */
export const endOf = async (flags: readonly string[], environment: Record<string, string> = {}): Promise<Ended> => {
  const child = startProcess(flags, environment);
  const said = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''));
  const [code] = await once(child, 'exit');
  const [stdout = '', stderr = ''] = await Promise.all(said);
  return { code, stdout, stderr };
};

/** What the process has printed when it prints `ready`. */
export const untilReady = async (child: ChildProcess): Promise<string> => {
  let said = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += chunk;
    if (said.endsWith('ready\n')) return said;
  }
  throw new Error(`The start ended before it was ready: ${said}`);
};

export const dataFolder = temporaryFolder;
