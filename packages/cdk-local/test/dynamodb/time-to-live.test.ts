import type { DatabaseSync } from 'node:sqlite';
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ensureTable } from '../../src/dynamodb/create-table.ts';
import { openRemovalJournal } from '../../src/dynamodb/removal-journal.ts';
import { startTimeToLive, type TimeToLive } from '../../src/dynamodb/time-to-live.ts';
import { shardPages, shardsOf } from '../../src/streams/shard-pages.ts';
import type { Change, UserIdentity } from '../../src/streams/stream-record.ts';
import { openStreamsClient } from '../../src/streams/streams-client.ts';
import { clientOf, deleteItem, engineForTest, putItem, runnerDatabase, tableDefinition } from '../support/engine.ts';

const service = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
const second = (offset: number): { N: string } => ({ N: String(Math.floor(Date.now() / 1000) + offset) });

const expiringTable = async (database: DatabaseSync = runnerDatabase()) => {
  const engine = await engineForTest();
  const client = clientOf(engine);
  const arn = (await ensureTable(client, tableDefinition)) ?? '';
  const streams = openStreamsClient(engine.endpoint);
  const start = (): TimeToLive => {
    const expiring = {
      client,
      table: tableDefinition,
      ttlAttribute: 'ttl',
      journal: openRemovalJournal(database),
      removalTime: Date.now,
    };
    const started = startTimeToLive(expiring, { client: streams, arn, report: () => undefined });
    onTestFinished(() => started.stop());
    return started;
  };
  const removals = async (): Promise<Change[]> => {
    const client = openStreamsClient(engine.endpoint);
    const source = { client, arn, signal: new AbortController().signal, report: () => undefined };
    const shard = (await shardsOf(source))[0]?.ShardId ?? '';
    for await (const { changes } of shardPages(source, shard, undefined))
      return changes.filter(({ eventName }) => eventName === 'REMOVE');
    return [];
  };
  return { client, start, removals };
};

const exists = async (client: DynamoDBClient, name: string): Promise<boolean> => {
  const Key = { PK: { S: 'CUSTOMER#1' }, SK: { S: name } };
  return (await client.send(new GetItemCommand({ TableName: 'orders', Key }))).Item !== undefined;
};

const eventuallyGone = (client: DynamoDBClient, name: string): Promise<void> =>
  vi.waitFor(async () => expect(await exists(client, name)).toBe(false), { timeout: 20_000, interval: 20 });

const identities = async (
  timeToLive: TimeToLive,
  changes: readonly Change[],
): Promise<Record<string, UserIdentity | undefined>> =>
  Object.fromEntries(
    await Promise.all(changes.map(async (change) => [change.keys.SK?.S, await timeToLive.identify(change)])),
  );

test('TTL removes expired items that were there before the start or came later', async () => {
  const { client, start } = await expiringTable();
  await putItem(client, 'before', { ttl: second(1) });
  start();
  await putItem(client, 'after', { ttl: second(1) });

  await eventuallyGone(client, 'before');
  await eventuallyGone(client, 'after');
});

test('TTL keeps items that expire later, at no number, or more than five years ago', async () => {
  const { client, start } = await expiringTable();
  await putItem(client, 'later', { ttl: second(3600) });
  await putItem(client, 'text', { ttl: { S: '1' } });
  await putItem(client, 'ancient', { ttl: second(-6 * 365 * 86_400) });
  await putItem(client, 'without');
  await putItem(client, 'due', { ttl: second(-5) });

  start();
  await eventuallyGone(client, 'due');

  const names = ['later', 'text', 'ancient', 'without'];
  expect(await Promise.all(names.map((name) => exists(client, name)))).toEqual([true, true, true, true]);
});

test('TTL removes an item at its new time when its expiry was changed', async () => {
  const { client, start } = await expiringTable();
  await putItem(client, 'sooner', { ttl: second(3600) });
  start();

  await putItem(client, 'sooner', { ttl: second(0) });

  await eventuallyGone(client, 'sooner');
});

test('TTL identifies its own removals and not those by users, repeatedly', async () => {
  const { client, start, removals } = await expiringTable();
  const timeToLive = start();
  await putItem(client, 'by-user', { ttl: second(3600) });
  await deleteItem(client, 'by-user');
  await putItem(client, 'by-ttl', { ttl: second(-1) });
  await eventuallyGone(client, 'by-ttl');

  const changes = await removals();

  expect(await identities(timeToLive, changes)).toEqual({ 'by-user': undefined, 'by-ttl': service });
  expect(await identities(timeToLive, changes)).toEqual({ 'by-user': undefined, 'by-ttl': service });
});

test('TTL identifies its removal after a kill right after it', async () => {
  const database = runnerDatabase();
  const { client, start, removals } = await expiringTable(database);
  const ttl = second(-1);
  await putItem(client, 'killed', { ttl });
  // The state after a kill: the journal has the entry and the item is removed.
  const key = JSON.stringify([
    ['PK', { S: 'CUSTOMER#1' }],
    ['SK', { S: 'killed' }],
  ]);
  openRemovalJournal(database).begin({ table: 'orders', key, ttl: ttl.N }, undefined);
  await deleteItem(client, 'killed');

  expect(await identities(start(), await removals())).toEqual({ killed: service });
});

test('TTL does not claim an expired item that a user removed', async () => {
  const database = runnerDatabase();
  const { client, start, removals } = await expiringTable(database);
  const ttl = second(-1);
  await putItem(client, 'contested', { ttl });
  await deleteItem(client, 'contested');
  await putItem(client, 'contested', { ttl: second(3600) });
  const timeToLive = start();
  await putItem(client, 'due', { ttl: second(-1) });
  await eventuallyGone(client, 'due');

  expect(await identities(timeToLive, await removals())).toEqual({ contested: undefined, due: service });
});

test('TTL identifies its own one of two removals of the same item', async () => {
  const { client, start, removals } = await expiringTable();
  const ttl = second(-1);
  await putItem(client, 'twice', { ttl });
  await deleteItem(client, 'twice');
  await putItem(client, 'twice', { ttl });
  const timeToLive = start();
  await eventuallyGone(client, 'twice');

  const found: unknown[] = [];
  for (const change of await removals()) found.push(await timeToLive.identify(change));

  expect(found).toEqual([undefined, service]);
});
