import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, test, vi } from 'vitest';
import { ensureTable } from '../../src/dynamodb/create-table.ts';
import { startTableEngine } from '../../src/dynamodb/engine.ts';
import { checkEngineFile, openStreamUpkeep } from '../../src/dynamodb/engine-file.ts';
import { temporaryFolder } from '../support/assembly.ts';
import { clientOf, engineForTest, putItem, tableDefinition } from '../support/engine.ts';

const rowsIn = (file: string): unknown[] => {
  using database = new DatabaseSync(file, { readOnly: true });
  return database.prepare('SELECT CAST(sequence_number AS INTEGER) AS number FROM _stream_records ORDER BY id').all();
};

test('ensureTable creates the table once and finds it at the next start', async () => {
  const file = join(temporaryFolder(), 'table.sqlite');
  const first = await startTableEngine(file, undefined);
  const streamArn = await ensureTable(clientOf(first), tableDefinition);
  await putItem(clientOf(first), 'one');
  await first.stop();

  const second = await engineForTest(file);

  expect(await ensureTable(clientOf(second), tableDefinition)).toBe(streamArn);
  expect((await clientOf(second).send(new ListTablesCommand({}))).TableNames).toEqual(['orders']);
});

test('ensureTable rejects an existing table with other keys or indexes', async () => {
  const client = clientOf(await engineForTest());
  await ensureTable(client, tableDefinition);
  const changed = { ...tableDefinition, properties: { ...tableDefinition.properties, GlobalSecondaryIndexes: [] } };

  await expect(ensureTable(client, changed)).rejects.toThrow('start once with --fresh');
});

test('trim deletes processed stream records except the newest, and sequence numbers continue', async () => {
  const engine = await engineForTest();
  const client = clientOf(engine);
  await ensureTable(client, tableDefinition);
  for (const name of ['1', '2', '3']) await putItem(client, name);
  const upkeep = openStreamUpkeep(engine.file ?? '');

  upkeep.trim('orders', 2n);
  expect(rowsIn(engine.file ?? '')).toEqual([{ number: 3 }]);
  upkeep.trim('orders', 3n);
  await putItem(client, '4');
  upkeep.close();

  expect(rowsIn(engine.file ?? '')).toEqual([{ number: 3 }, { number: 4 }]);
});

test.each([
  ['is no database', Buffer.from('no database at all, but quite some text')],
  ['is cut short', undefined],
])('checkEngineFile rejects a file that %s', async (_, content) => {
  const file = join(temporaryFolder(), 'table.sqlite');
  const engine = await startTableEngine(file, undefined);
  await ensureTable(clientOf(engine), tableDefinition);
  await engine.stop();
  const whole = readFileSync(file);
  checkEngineFile(file);

  writeFileSync(file, content ?? whole.subarray(0, 8192));

  expect(() => checkEngineFile(file)).toThrow(
    /^The data folder .* is corrupt .*: start once with --fresh to empty it\.$/s,
  );
});

test('startTableEngine rejects an endpoint that does not respond', async () => {
  await expect(startTableEngine('', 'http://127.0.0.1:9')).rejects.toThrow(
    'No DynamoDB responds at DYNAMODB_ENDPOINT=http://127.0.0.1:9.',
  );
});

test('the engine stops when the process that started it is killed', async () => {
  const script = `
    const { startTableEngine } = await import('${new URL('../../src/dynamodb/engine.ts', import.meta.url)}');
    const { endpoint } = await startTableEngine(process.argv[1], undefined);
    console.log(endpoint);
    setInterval(() => {}, 1000);`;
  const file = join(temporaryFolder(), 'table.sqlite');
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(starter.stdout, 'data');
  const endpoint = String(line).trim();
  expect((await fetch(endpoint)).status).toBeGreaterThan(0);

  starter.kill('SIGKILL');

  await vi.waitFor(() => expect(fetch(endpoint)).rejects.toThrow(), { timeout: 10_000, interval: 20 });
});
