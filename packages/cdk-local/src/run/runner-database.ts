import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { StartError } from './start-error.ts';
import { InUseError } from './wait-until-free.ts';

/** To be raised whenever a table of the runner's changes: a folder of another version has to be emptied. */
const tablesVersion = 1;

const sqliteError = z.object({ code: z.literal('ERR_SQLITE_ERROR'), errcode: z.number(), message: z.string() });

/** SQLite's general error: at a start, a table or column that isn't there. */
const isOfSchema = (errcode: number): boolean => errcode === 1;
const isOfLock = (errcode: number): boolean => [5, 6].includes(errcode & 0xff);
const isOfContent = (errcode: number): boolean => [11, 26].includes(errcode & 0xff);

const corrupt = (data: string, message: string): StartError =>
  new StartError(`The data folder ${data} is corrupt (${message}): start once with --fresh to empty it.`);

const ofAnotherVersion = (data: string): StartError =>
  new StartError(`The data folder ${data} was made by another version: start once with --fresh to empty it.`);

/** Turns what SQLite says of a file that it can't use into a sentence for the terminal; other errors stay. */
export const toStartError = (data: string, error: unknown): unknown => {
  const { success, data: said } = sqliteError.safeParse(error);
  if (!success) return error;
  const { errcode, message } = said;
  if (isOfLock(errcode))
    return new InUseError(
      `The data folder ${data} is in use by another run: end that one, or choose another folder with --data.`,
    );
  if (isOfContent(errcode)) return corrupt(data, message);
  if (isOfSchema(errcode)) return ofAnotherVersion(data);
  return new StartError(`The data folder ${data} can't be used (${message}): choose another with --data.`);
};

/** Throws `StartError` unless SQLite finds the whole file sound. */
export const assertIntact = (data: string, database: DatabaseSync): void => {
  for (const { quick_check: verdict } of database.prepare('PRAGMA quick_check(1)').all())
    if (verdict !== 'ok') throw corrupt(data, String(verdict));
};

const numberIn = (database: DatabaseSync, query: string): number =>
  z.tuple([z.number()]).parse(Object.values(database.prepare(query).get() ?? {}))[0];

const assertVersion = (data: string, database: DatabaseSync): void => {
  const isNew = numberIn(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (isNew) database.exec(`PRAGMA user_version = ${tablesVersion}`);
  if (numberIn(database, 'PRAGMA user_version') !== tablesVersion) throw ofAnotherVersion(data);
};

/**
 * Opens what the run remembers beside the table. While it is open, no other process can open it: so nobody else
 * runs on this data folder. Throws `StartError` if someone does (`InUseError`), or if the file is corrupt or has the
 * tables of another version.
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
    assertIntact(data, database);
    assertVersion(data, database);
    return database;
  } catch (error) {
    database?.close();
    throw toStartError(data, error);
  }
};
