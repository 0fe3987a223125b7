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

/** Returns the message of the `StartError` that a start throws. */
const startErrorOf = async (options: Partial<AppOptions>): Promise<string> => {
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

test('startApp rejects a port in use', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = z.object({ port: z.number() }).parse(other.address());

  expect(await startErrorOf({ port })).toBe(
    `Port ${port} is in use: stop the process that listens there, or choose another port with --port.`,
  );
});

test.each(['runner.sqlite', 'table.sqlite'])('startApp rejects a corrupt %s', async (file) => {
  const data = temporaryFolder();
  writeFileSync(join(data, file), 'This is not a database, and never was one.');

  expect(await startErrorOf({ data })).toBe(
    `The data folder ${data} is corrupt (file is not a database): start once with --fresh to empty it.`,
  );
});

const versionMismatch = (data: string): string =>
  `The data folder ${data} was created by another version: start once with --fresh to empty it.`;

test('startApp rejects a data folder without a version', async () => {
  const data = temporaryFolder();
  using database = new DatabaseSync(join(data, 'runner.sqlite'));
  database.exec('CREATE TABLE ttl_removals (key TEXT)');
  database.close();

  expect(await startErrorOf({ data })).toBe(versionMismatch(data));
});

test('startApp rejects a database with unexpected tables', async () => {
  const data = temporaryFolder();
  const database = openRunnerDatabase(data);
  database.exec('CREATE TABLE stream_checkpoints (key TEXT)');
  database.close();

  expect(await startErrorOf({ data })).toBe(versionMismatch(data));
});

test('startApp rejects a data folder that cannot be created', async () => {
  expect(await startErrorOf({ data: '/proc/elsewhere/data' })).toMatch(
    /^The data folder \/proc\/elsewhere\/data can't be created: .+\.$/,
  );
});

test('startApp rejects a file as data folder', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'something');

  expect(await startErrorOf({ data: file })).toMatch(/^The data folder \S+ can't be used \(.+\): choose another/);
});

test('startApp names DYNAMODB_ENDPOINT on a platform without embedded DynamoDB', async () => {
  const { platform } = process;
  onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }));
  Object.defineProperty(process, 'platform', { value: 'darwin' });

  expect(await startErrorOf({})).toMatch(
    /^The embedded DynamoDB runs on Linux x64 only .*: set DYNAMODB_ENDPOINT to a running DynamoDB, .*\.$/,
  );
});
