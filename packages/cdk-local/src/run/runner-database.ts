import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { StartError } from './start-error.ts';
import { InUseError } from './wait-until-free.ts';

/** Must be raised when a table of this database changes: data folders of other versions are refused. */
const tablesVersion = 2;

const sqliteError = z.object({ code: z.literal('ERR_SQLITE_ERROR'), errcode: z.number(), message: z.string() });

/** SQLITE_ERROR: at a start, a missing table or column. */
const isSchemaError = (errcode: number): boolean => errcode === 1;
const isLockError = (errcode: number): boolean => [5, 6].includes(errcode & 0xff);
const isCorruption = (errcode: number): boolean => [11, 26].includes(errcode & 0xff);

const corrupt = (data: string, message: string): StartError =>
  new StartError(`The data folder ${data} is corrupt (${message}): start once with --fresh to empty it.`);

const versionMismatch = (data: string): StartError =>
  new StartError(`The data folder ${data} was created by another version: start once with --fresh to empty it.`);

/** Converts an SQLite error into a `StartError` for the terminal; returns other errors unchanged. */
export const toStartError = (data: string, error: unknown): unknown => {
  const { success, data: details } = sqliteError.safeParse(error);
  if (!success) return error;
  const { errcode, message } = details;
  if (isLockError(errcode))
    return new InUseError(
      `The data folder ${data} is in use by another run: end that one, or choose another folder with --data.`,
    );
  if (isCorruption(errcode)) return corrupt(data, message);
  if (isSchemaError(errcode)) return versionMismatch(data);
  return new StartError(`The data folder ${data} can't be used (${message}): choose another with --data.`);
};

/** Checks the whole file with SQLite. Throws `StartError` if it is corrupt. */
export const assertIntact = (data: string, database: DatabaseSync): void => {
  for (const { quick_check: result } of database.prepare('PRAGMA quick_check(1)').all())
    if (result !== 'ok') throw corrupt(data, String(result));
};

const numberIn = (database: DatabaseSync, query: string): number =>
  z.tuple([z.number()]).parse(Object.values(database.prepare(query).get() ?? {}))[0];

const assertVersion = (data: string, database: DatabaseSync): void => {
  const isNew = numberIn(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (isNew) database.exec(`PRAGMA user_version = ${tablesVersion}`);
  if (numberIn(database, 'PRAGMA user_version') !== tablesVersion) throw versionMismatch(data);
};

/**
 * Opens the database for everything that is not in the DynamoDB tables, with an exclusive lock: no other run can use
 * the data folder. Throws `InUseError` if another run does, or `StartError` if the file is corrupt or was created by
 * another version.
 */
export const openRunnerDatabase = (data: string): DatabaseSync => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(data, 'runner.sqlite'));
    // In write-ahead mode a killed process loses no committed data; a power failure may.
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      BEGIN IMMEDIATE;
      COMMIT;`);
    assertIntact(data, database);
    assertVersion(data, database);
    return database;
  } catch (error) {
    database?.close();
    throw toStartError(data, error);
  }
};
