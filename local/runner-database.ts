import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CannotStart } from './cannot-start.ts';

export class DataFolderInUse extends CannotStart {
  constructor(data: string) {
    super(
      `The data folder ${data} is in use by another npm start: end that one, or choose another folder with --data.`,
    );
  }
}

const corrupt = ['not a database', 'malformed', 'disk image', 'file is encrypted'];

/** Turns what SQLite says of a file that it can't use into a sentence for the terminal. */
export const cannotUse = (data: string, error: unknown): unknown => {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('locked')) return new DataFolderInUse(data);
  if (corrupt.some((sign) => message.includes(sign)))
    return new CannotStart(`The data folder ${data} is corrupt (${message}): start once with --fresh to empty it.`);
  return error;
};

/**
 * Opens what the run remembers beside the table. While it is open, no other process can open it: so nobody else
 * runs on this data folder. Throws `CannotStart` if someone does, or if the file is corrupt.
 */
export const openRunnerDatabase = (data: string): DatabaseSync => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(data, 'runner.sqlite'));
    // In write-ahead mode a killed process loses nothing that was committed; only the machine's power is trusted.
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      BEGIN IMMEDIATE;
      COMMIT;`);
    for (const { quick_check: verdict } of database.prepare('PRAGMA quick_check(1)').all())
      if (verdict !== 'ok') throw new Error(`malformed: ${verdict}`);
    return database;
  } catch (error) {
    database?.close();
    throw cannotUse(data, error);
  }
};
