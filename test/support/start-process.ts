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
      // The process group, because children of npm may outlive it.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The process has already ended.
    }
  });
  return child;
};

/** Starts the script of `npm start` as a process that ends with the test. */
export const startProcess = (flags: readonly string[]): ChildProcess => spawned([...direct, ...flags]);

/** Starts `npm start` as a process that ends with the test. */
export const startNpm = (flags: readonly string[]): ChildProcess => spawned([...throughNpm, ...flags]);

/** Returns the output of a start that exits by itself. */
export const endOf = async (flags: readonly string[]): Promise<Ended> => {
  const child = startProcess(flags);
  const said = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''));
  const [code] = await once(child, 'exit');
  const [stdout = '', stderr = ''] = await Promise.all(said);
  return { code, stdout, stderr };
};

/** Returns the output up to `ready`. */
export const untilReady = async (child: ChildProcess): Promise<string> => {
  let said = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += chunk;
    if (said.endsWith('ready\n')) return said;
  }
  throw new Error(`The start ended before it was ready: ${said}`);
};

/** Parses the addresses that a start printed. */
export const urlIn = (said: string): string => /^API +(\S+)\/v1$/m.exec(said)?.[1] ?? '';

export const dataFolder = temporaryFolder;
