import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';

const source = new URL('../../src/run/on-shutdown-signal.ts', import.meta.url);

// Prints its process id, and when it should shut down. Keeps running for a minute.
const program = `
  import { onShutdownSignal } from '${source}';
  onShutdownSignal(() => console.log('shutdown'));
  setTimeout(() => undefined, 60_000);
  console.log(process.pid);`;

const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];

/** Returns the lines of a process one by one, then undefined. */
const linesOf = (child: ChildProcess): (() => Promise<string | undefined>) => {
  if (!child.stdout) throw new Error('The process has no output.');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => (await lines.next()).value;
};

const lifecycle = (npm_lifecycle_event: string) => ({ ...process.env, npm_lifecycle_event });

const directly = async () => {
  const child = spawn(process.execPath, flags, { env: lifecycle('start'), stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const line = linesOf(child);
  await line();
  return { child, line };
};

/** Starts the program in a parent process that is killed when the program runs. */
const orphaned = async (event: string) => {
  const parent = spawn('/bin/sh', ['-c', '"$@"; true', 'parent', process.execPath, ...flags], {
    env: lifecycle(event),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = linesOf(parent);
  const pid = Number(await line());
  onTestFinished(() => void process.kill(pid, 'SIGKILL'));
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  return { pid, line };
};

test('onShutdownSignal fires once when npm forwards the same Ctrl-C', async () => {
  const { child, line } = await directly();
  for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) child.kill(signal);
  expect(await line()).toBe('shutdown');
  const next = await Promise.race([line(), sleep(200, 'nothing')]);
  expect([next, child.exitCode]).toEqual(['nothing', null]);
});

test('onShutdownSignal exits at once on a second signal', async () => {
  const { child, line } = await directly();
  child.kill('SIGINT');
  expect(await line()).toBe('shutdown');
  await sleep(700);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(await line()).toBe(undefined);
});

test('onShutdownSignal fires when npm start was killed', async () => {
  const { line } = await orphaned('start');
  expect(await line()).toBe('shutdown');
});

test('onShutdownSignal ignores the end of a parent other than npm start', async () => {
  const { pid, line } = await orphaned('');
  let wasCalled = false;
  const next = line().finally(() => {
    wasCalled = true;
  });
  await sleep(500);
  expect(wasCalled).toBe(false);
  process.kill(pid, 'SIGTERM');
  expect(await next).toBe('shutdown');
});
