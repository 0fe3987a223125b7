import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openRunnerDatabase } from './runner-database.ts';
import { StartError } from './start-error.ts';
import { InUseError, waitUntilFree } from './wait-until-free.ts';

/** Where a run keeps what the next one finds again. While it is open nobody else can run on it. */
export type DataFolder = {
  readonly path: string;
  readonly database: DatabaseSync;
  /** The embedded engine's file. */
  readonly tableFile: string;
  readonly logs: string;
  readonly runningFile: string;
};

const sqliteFiles = (file: string): string[] => [file, `${file}-wal`, `${file}-shm`, `${file}-journal`];

// What is ours by name, and nothing else: somebody may have named a folder that holds other things.
const emptyFolder = (path: string): void => {
  const names = [...sqliteFiles('runner.sqlite'), ...sqliteFiles('table.sqlite'), 'logs', 'running.json'];
  for (const name of names) rmSync(join(path, name), { recursive: true, force: true });
};

// A corrupt file is what somebody may want to be rid of; one that is in use isn't.
const assertUnused = (path: string): void => {
  if (!existsSync(join(path, 'runner.sqlite'))) return;
  try {
    openRunnerDatabase(path).close();
  } catch (error) {
    if (error instanceof InUseError) throw error;
  }
};

// One by one: where nothing can be made, below /proc for instance, Node's recursive way never ends.
const makeFolders = (path: string): void => {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path);
};

const makeFolder = (path: string): void => {
  try {
    makeFolders(path);
  } catch (error) {
    throw new StartError(`The data folder ${path} can't be made: ${error instanceof Error ? error.message : error}.`);
  }
};

/**
 * Opens the folder, and makes or empties it first. Waits for one that is just being given up. Throws `StartError`
 * if it can't be used.
 */
export const openDataFolder = async (folder: string, fresh: boolean): Promise<DataFolder> => {
  const path = resolve(folder);
  makeFolder(path);
  if (fresh) {
    await waitUntilFree(() => assertUnused(path));
    emptyFolder(path);
  }
  return {
    path,
    database: await waitUntilFree(() => openRunnerDatabase(path)),
    tableFile: join(path, 'table.sqlite'),
    logs: join(path, 'logs'),
    runningFile: join(path, 'running.json'),
  };
};
