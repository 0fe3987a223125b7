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

/** TTL is off, as it may be late by days. */
export const clockWithoutRemovals = (): ClockInHand => {
  const clock = runningClock();
  clock.delayRemovals(Number.POSITIVE_INFINITY);
  return clock;
};

/** Starts a local run in this process for the duration of the work. */
export const during = async <T>(options: LocalOptions, work: (run: Local) => Promise<T>): Promise<T> => {
  const run = await startLocal({ port: 0, report: () => undefined, clock: clockWithoutRemovals().hands, ...options });
  try {
    const done = await work(run);
    // With this setting the template has permissions that the stages don't have.
    if (options.transactionKeys === undefined) await noteUsedRights(run.url);
    return done;
  } finally {
    await run.stop();
  }
};

/** Starts a run without stream consumers. */
export const assemblyWithoutReaders = (): Promise<string> => withoutReaders(newFolder());

/** Returns the path of the person's first organization. */
export const organizationOf = async (member: Api): Promise<string> =>
  `/organizations/${(await member.get('/me')).body.organizations[0].id}`;

const execute = promisify(execFile);

/** Runs an operator command against a local run. */
export const operate = async ({ url }: Local, ...words: readonly string[]) => {
  const { stdout } = await execute(process.execPath, ['operator/commands/operator.ts', ...words, '--url', url]);
  return JSON.parse(stdout);
};

/** Trims the stream as after 24 hours: only the newest record is left, which has the next sequence number. */
export const trimStream = (data: string): void => {
  using database = new DatabaseSync(join(data, 'table.sqlite'));
  database.exec(`DELETE FROM _stream_records WHERE CAST(sequence_number AS INTEGER) <
    (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records)`);
};
