import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Run, startRun } from './local-run.ts';

/** Starts a local run for one test, which can stop, kill and restart it on the same data. */
export const ownRun = async (...flags: readonly string[]) => {
  const data = await mkdtemp(join(tmpdir(), 'invitations-own-run-'));
  let run: Run | undefined;
  const start = async (): Promise<Run> => {
    run = await startRun(data, ...flags);
    return run;
  };
  onTestFinished(async () => {
    await run?.end('SIGINT');
    await rm(data, { recursive: true });
  });
  return { data, start };
};
