import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openRunnerDatabase } from '../../src/run/runner-database.ts';
import { type AppOptions, startApp } from '../../src/run/start-app.ts';
import { StartError } from '../../src/run/start-error.ts';
import { temporaryFolder, writeAssembly } from '../support/assembly.ts';

/** The sentence that a start ends with. */
const refusalOf = async (options: Partial<AppOptions>): Promise<string> => {
  const app = writeAssembly([{ name: 'empty', resources: {} }]);
  try {
    const { stop } = await startApp({ app, port: 0, data: temporaryFolder(), ...options });
    await stop();
    return 'nothing';
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
};

test('a port in use is told in one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = z.object({ port: z.number() }).parse(other.address());

  expect(await refusalOf({ port })).toBe(
    `Port ${port} is in use: end what listens there, or choose another with --port.`,
  );
});

test.each(['runner.sqlite', 'table.sqlite'])('a corrupt %s is told in one sentence', async (file) => {
  const data = temporaryFolder();
  writeFileSync(join(data, file), 'this is no database, nor has it ever been one');

  expect(await refusalOf({ data })).toBe(
    `The data folder ${data} is corrupt (file is not a database): start once with --fresh to empty it.`,
  );
});

const ofAnotherVersion = (data: string): string =>
  `The data folder ${data} was made by another version: start once with --fresh to empty it.`;

test('a data folder of a version before versions were counted is told in one sentence', async () => {
  const data = temporaryFolder();
  using database = new DatabaseSync(join(data, 'runner.sqlite'));
  database.exec('CREATE TABLE ttl_removals (key TEXT)');
  database.close();

  expect(await refusalOf({ data })).toBe(ofAnotherVersion(data));
});

test('a table that is not as expected is told in one sentence, whatever its version', async () => {
  const data = temporaryFolder();
  const database = openRunnerDatabase(data);
  database.exec('CREATE TABLE stream_checkpoints (key TEXT)');
  database.close();

  expect(await refusalOf({ data })).toBe(ofAnotherVersion(data));
});

test('a folder that cannot be made is told in one sentence', async () => {
  expect(await refusalOf({ data: '/proc/elsewhere/data' })).toMatch(
    /^The data folder \/proc\/elsewhere\/data can't be made: .+\.$/,
  );
});

test('a file in the place of the folder is told in one sentence', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'something');

  expect(await refusalOf({ data: file })).toMatch(/^The data folder \S+ can't be used \(.+\): choose another/);
});

test('on a platform without embedded DynamoDB the start says what to set', async () => {
  const { platform } = process;
  onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }));
  Object.defineProperty(process, 'platform', { value: 'darwin' });

  expect(await refusalOf({})).toMatch(
    /^The embedded DynamoDB runs on Linux x64 only .*: set DYNAMODB_ENDPOINT to one that runs, .*\.$/,
  );
});
