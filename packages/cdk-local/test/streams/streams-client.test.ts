import { expect, test } from 'vitest';
import { ensureTable } from '../../src/dynamodb/create-table.ts';
import { openStreamsClient } from '../../src/streams/streams-client.ts';
import { clientOf, engineForTest, putItem, tableDefinition } from '../support/engine.ts';

const hourMilliseconds = 60 * 60 * 1000;

const someStream = async () => {
  const engine = await engineForTest();
  const table = clientOf(engine);
  const arn = (await ensureTable(table, tableDefinition)) ?? '';
  const client = openStreamsClient(engine.endpoint);
  await putItem(table, 'one');
  const shard = (await client.shards(arn))[0]?.ShardId ?? '';
  return { table, client, arn, shard };
};

test('consumers that are at the same place share a page', async () => {
  const { client, arn, shard } = await someStream();

  const [one, other] = await Promise.all([client.page(arn, shard, undefined), client.page(arn, shard, undefined)]);

  expect(one.changes).toHaveLength(1);
  expect(other).toBe(one);
});

test('an empty page is not shared with a later read', async () => {
  const { table, client, arn, shard } = await someStream();
  const { upTo } = await client.page(arn, shard, undefined);
  expect((await client.page(arn, shard, upTo)).changes).toEqual([]);
  await putItem(table, 'two');

  const { changes } = await client.page(arn, shard, upTo);

  expect(changes).toMatchObject([{ keys: { SK: { S: 'two' } } }]);
});

test('a write wakes waiting consumers, also one between a read and the wait', async () => {
  const client = openStreamsClient('http://127.0.0.1:9');
  const { signal } = new AbortController();
  const before = client.version();
  const waiting = client.changed(before, hourMilliseconds, signal);

  client.notify();

  await waiting;
  await client.changed(before, hourMilliseconds, signal);
});

test('an aborted consumer stops waiting', async () => {
  const client = openStreamsClient('http://127.0.0.1:9');
  const stopping = new AbortController();
  const waiting = client.changed(client.version(), hourMilliseconds, stopping.signal);

  stopping.abort();

  await waiting;
});
