import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openRunnerDatabase } from './runner-database.ts';
import { StartError } from './start-error.ts';
import { InUseError, waitUntilFree } from './wait-until-free.ts';

/** Folder that stores everything a run needs again after a restart. Only one run at a time can open it. */
export type DataFolder = {
  readonly path: string;
  readonly database: DatabaseSync;
  /** Database file of the embedded DynamoDB. */
  readonly tableFile: string;
  readonly logs: string;
  readonly runningFile: string;
};

const sqliteFiles = (file: string): string[] => [file, `${file}-wal`, `${file}-shm`, `${file}-journal`];

// Removes our own files only: the folder may hold other files.
const emptyFolder = (path: string): void => {
  const names = [...sqliteFiles('runner.sqlite'), ...sqliteFiles('table.sqlite'), 'logs', 'running.json'];
  for (const name of names) rmSync(join(path, name), { recursive: true, force: true });
};

// --fresh may remove a corrupt file, but never one that is in use.
const assertUnused = (path: string): void => {
  if (!existsSync(join(path, 'runner.sqlite'))) return;
  try {
    openRunnerDatabase(path).close();
  } catch (error) {
    if (error instanceof InUseError) throw error;
  }
};

// mkdir's `recursive` option never returns where no folder can be created, for example below /proc.
const createFolders = (path: string): void => {
  if (existsSync(path)) return;
  createFolders(dirname(path));
  mkdirSync(path);
};

const createFolder = (path: string): void => {
  try {
    createFolders(path);
  } catch (error) {
    throw new StartError(
      `The data folder ${path} can't be created: ${error instanceof Error ? error.message : error}.`,
    );
  }
};

/**
 * Opens the data folder. Creates it if necessary, and empties it if `fresh`. Waits up to two seconds for another run
 * that is stopping. Throws `StartError` if the folder can't be used.
 */
export const openDataFolder = async (folder: string, fresh: boolean): Promise<DataFolder> => {
  const path = resolve(folder);
  createFolder(path);
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
