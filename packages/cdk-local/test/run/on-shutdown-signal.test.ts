import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';

const source = new URL('../../src/run/on-shutdown-signal.ts', import.meta.url);

// Says its number, and that it was asked to end; it goes on all the same, for a minute at most.
const program = `
  import { onShutdownSignal } from '${source}';
  onShutdownSignal(() => console.log('asked'));
  setTimeout(() => undefined, 60_000);
  console.log(process.pid);`;

const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];

/** Lines that a process says, one by one; undefined at their end. */
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

/** Below a parent that is killed once the program runs. */
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

test('a process that is asked by a signal is asked once, though npm passes the same Ctrl-C on', async () => {
  const { child, line } = await directly();
  for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) child.kill(signal);
  expect(await line()).toBe('asked');
  const next = await Promise.race([line(), sleep(200, 'nothing')]);
  expect([next, child.exitCode]).toEqual(['nothing', null]);
});

test('a process that is asked a second time exits at once', async () => {
  const { child, line } = await directly();
  child.kill('SIGINT');
  expect(await line()).toBe('asked');
  await sleep(700);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(await line()).toBe(undefined);
});

test('a process whose npm start was killed is asked to end', async () => {
  const { line } = await orphaned('start');
  expect(await line()).toBe('asked');
});

test('a process that was started in another way outlives its parent', async () => {
  const { pid, line } = await orphaned('');
  let asked = false;
  const next = line().finally(() => {
    asked = true;
  });
  await sleep(500);
  expect(asked).toBe(false);
  process.kill(pid, 'SIGTERM');
  expect(await next).toBe('asked');
});
