import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Run, startRun } from '#test/support/local-run.ts';
import { someSeed } from '#test/system/consistency/model/some-seed.ts';
import { runChaos } from './chaos.ts';

test('the system keeps every invariant after five kills under load', {
  tags: ['fault/f6'],
  timeout: 600_000,
}, async () => {
  const data = await mkdtemp(join(tmpdir(), 'invitations-chaos-'));
  let last: Run | undefined;
  onTestFinished(async () => {
    await last?.end('SIGKILL');
    await rm(data, { recursive: true });
  });
  const start = async (): Promise<Run> => {
    last = await startRun(data, '--resend-pause', '1s');
    return last;
  };
  expect(await runChaos({ seed: someSeed(), kills: 5, start })).toBeGreaterThan(0);
});
