import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { type Local, type LocalOptions, startLocal } from '#operator/local-run/start-local.ts';
import type { Api } from '#test/support/api.ts';
import { type ClockInHand, runningClock } from '#test/support/controllable-clock.ts';
import { noteUsedRights } from '#test/support/used-rights.ts';
import { withoutReaders } from '#test/support/without-readers.ts';

export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'invitations-during-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** TTL is late, as it may be by days: nothing expires by itself. */
export const clockWithoutRemovals = (): ClockInHand => {
  const clock = runningClock();
  clock.delayRemovals(Number.POSITIVE_INFINITY);
  return clock;
};

/** A local run in this process for as long as the work takes. */
export const during = async <T>(options: LocalOptions, work: (run: Local) => Promise<T>): Promise<T> => {
  const run = await startLocal({ port: 0, report: () => undefined, clock: clockWithoutRemovals().hands, ...options });
  try {
    const done = await work(run);
    await noteUsedRights(run.url);
    return done;
  } finally {
    await run.stop();
  }
};

/** The same deployment, but nobody reads the table's changes. */
export const assemblyWithoutReaders = (): Promise<string> => withoutReaders(newFolder());

/** The path of the first organization of somebody. */
export const organizationOf = async (member: Api): Promise<string> =>
  `/organizations/${(await member.get('/me')).body.organizations[0].id}`;

const execute = promisify(execFile);

/** Runs an operator's command against a local run. */
export const operate = async ({ url }: Local, ...words: readonly string[]) => {
  const { stdout } = await execute(process.execPath, ['operator/commands/operator.ts', ...words, '--url', url]);
  return JSON.parse(stdout);
};

/** As after 24 hours: the stream has forgotten everything but the newest record, which names the next. */
export const trimStream = (data: string): void => {
  using database = new DatabaseSync(join(data, 'table.sqlite'));
  database.exec(`DELETE FROM _stream_records WHERE CAST(sequence_number AS INTEGER) <
    (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records)`);
};
