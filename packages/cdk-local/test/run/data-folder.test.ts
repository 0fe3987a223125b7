import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDataFolder } from '../../src/run/data-folder.ts';
import { temporaryFolder } from '../support/assembly.ts';

test('openDataFolder creates the folder and its parents', async () => {
  const path = join(temporaryFolder(), 'a', 'b');
  const { database } = await openDataFolder(path, false);
  database.close();
  expect(existsSync(path)).toBe(true);
});

test.each([false, true])('openDataFolder waits for a folder that is being released (fresh: %s)', async (fresh) => {
  const path = temporaryFolder();
  const earlier = await openDataFolder(path, false);
  earlier.database.exec('CREATE TABLE kept (key TEXT)');

  const opening = openDataFolder(path, fresh);
  setTimeout(() => earlier.database.close(), 200);

  const { database } = await opening;
  expect(database.prepare('SELECT name FROM sqlite_schema').all()).toEqual(fresh ? [] : [{ name: 'kept' }]);
  database.close();
});
