import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const direct = [process.execPath, '--disable-warning=ExperimentalWarning', 'operator/commands/start.ts'];
const throughNpm = ['npm', '--silent', 'start', '--'];

const spawned = ([program = '', ...flags]: readonly string[]): ChildProcess => {
  const child = spawn(program, flags, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    try {
      // The whole group: what npm started may outlive it.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  });
  return child;
};

/** What `npm start` runs, as a process that ends with the test, at the latest. */
export const startProcess = (flags: readonly string[]): ChildProcess => spawned([...direct, ...flags]);

/** `npm start` itself, which ends with the test, at the latest. */
export const startNpm = (flags: readonly string[]): ChildProcess => spawned([...throughNpm, ...flags]);

/** What a start says that ends by itself. */
export const endOf = async (flags: readonly string[]): Promise<Ended> => {
  const child = startProcess(flags);
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

/** Where everything is, as a start printed it. */
export const urlIn = (said: string): string => /^API +(\S+)\/v1$/m.exec(said)?.[1] ?? '';

export const dataFolder = temporaryFolder;
