import { setTimeout as sleep } from 'node:timers/promises';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { followStream } from '../streams/follow-stream.ts';
import { pauseAfterError, type StreamSource, shardPages } from '../streams/shard-pages.ts';
import type { Change, UserIdentity } from '../streams/stream-record.ts';
import { type ExpirySchedule, expirySchedule } from './expiry-schedule.ts';
import { keyText } from './item-key.ts';
import { type ExpiringTable, removeExpired } from './remove-expired.ts';

export type TimeToLive = {
  /** Returns DynamoDB's identity for a stream record of an item that TTL removed. */
  readonly identify: (change: Change) => Promise<UserIdentity | undefined>;
  /** Returns the last sequence number that was read; undefined before the first record. */
  readonly passed: () => bigint | undefined;
  readonly stop: () => Promise<void>;
};

/** DynamoDB's TTL, as stream records name it. */
const service: UserIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

const sweepMilliseconds = 200;
const concurrency = 16;

const engineIdentity = ({ record }: Change): UserIdentity | undefined => {
  const { PrincipalId, Type, principalId = PrincipalId, type = Type } = record.userIdentity ?? {};
  return principalId && type ? { type, principalId } : undefined;
};

/** Schedules items that are older than the stream's oldest record. */
const scan = async (
  { client, table, ttlAttribute }: ExpiringTable,
  schedule: ExpirySchedule,
  signal: AbortSignal,
): Promise<void> => {
  const keyNames = table.properties.KeySchema.map(({ AttributeName }) => AttributeName);
  const names = Object.fromEntries([...keyNames, ttlAttribute].map((name, index) => [`#a${index}`, name]));
  const request = {
    TableName: table.name,
    ExpressionAttributeNames: names,
    ProjectionExpression: Object.keys(names).join(', '),
    FilterExpression: `attribute_exists(#a${keyNames.length})`,
  };
  for await (const { Items = [] } of paginateScan({ client }, request)) {
    if (signal.aborted) return;
    for (const item of Items) {
      const key = Object.fromEntries(keyNames.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
      schedule.addScanned(key, item);
    }
  }
};

/** Removes expired items within about a second. DynamoDB takes up to a few days. */
export const startTimeToLive = (expiring: ExpiringTable, stream: Omit<StreamSource, 'signal'>): TimeToLive => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const source: StreamSource = { ...stream, signal };
  const schedule = expirySchedule(expiring.ttlAttribute);
  const pending = new Map<string, Promise<boolean>>();
  const finished = new Set<string>();
  const caughtUp = Promise.withResolvers<void>();
  let passed: bigint | undefined;

  const follow = async (shard: string): Promise<void> => {
    for await (const { changes, upTo } of shardPages(source, shard, undefined)) {
      for (const { keys, newImage } of changes) schedule.update(keys, newImage);
      if (upTo === undefined) caughtUp.resolve();
      else passed = BigInt(upTo);
    }
    finished.add(shard);
  };
  const sweep = async (): Promise<void> => {
    const removals = schedule.due(expiring.removalTime() / 1000, concurrency).map((due) => {
      const removal = removeExpired(expiring, schedule, due, passed).finally(() => {
        pending.delete(due.key);
        stream.client.notify();
      });
      pending.set(due.key, removal);
      return removal;
    });
    const results = await Promise.all(removals);
    if (results.length < concurrency || results.includes(false))
      await sleep(sweepMilliseconds, undefined, { signal }).catch(() => undefined);
  };
  const sweepRepeatedly = async (): Promise<void> => {
    // Waits for the existing stream records: an earlier removal could be taken for a new one.
    await caughtUp.promise;
    while (!signal.aborted) await sweep();
  };

  const scanOnce = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        return await scan(expiring, schedule, signal);
      } catch (error) {
        await pauseAfterError(source, error);
      }
    }
  };

  const following = followStream(source, { isFinished: (shard) => finished.has(shard), read: follow });
  const working = [following, scanOnce(), sweepRepeatedly()];

  return {
    identify: async (change) => {
      const ttl = change.oldImage?.[expiring.ttlAttribute]?.N;
      if (change.eventName !== 'REMOVE' || ttl === undefined) return undefined;
      const key = keyText(change.keys);
      await pending.get(key);
      const removal = { table: expiring.table.name, key, ttl };
      const isOwn = expiring.journal.isOwn(removal, change.sequenceNumber);
      return isOwn ? service : engineIdentity(change);
    },
    passed: () => passed,
    stop: async () => {
      stopping.abort();
      caughtUp.resolve();
      await Promise.all(working);
    },
  };
};
