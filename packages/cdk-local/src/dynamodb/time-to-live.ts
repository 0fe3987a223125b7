import { setTimeout as sleep } from 'node:timers/promises';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { followStream } from '../streams/follow-stream.ts';
import { pauseAfterTrouble, type StreamSource, shardPages } from '../streams/shard-pages.ts';
import type { Change, UserIdentity } from '../streams/stream-record.ts';
import { type ExpirySchedule, expirySchedule } from './expiry-schedule.ts';
import { keyText } from './item-key.ts';
import { type ExpiringTable, removeExpired } from './remove-expired.ts';

export type TimeToLive = {
  /** Who removed the item that a stream record tells of, if it was its time that had come. */
  readonly identify: (change: Change) => Promise<UserIdentity | undefined>;
  /** The stream is read up to here; undefined before the first record. */
  readonly passed: () => bigint | undefined;
  readonly stop: () => Promise<void>;
};

/** As stream records name it. */
const service: UserIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

const sweepMilliseconds = 200;
const removalsAtOnce = 16;

const engineIdentity = ({ record }: Change): UserIdentity | undefined => {
  const { PrincipalId, Type } = record.userIdentity ?? {};
  return PrincipalId && Type ? { type: Type, principalId: PrincipalId } : undefined;
};

/** Puts on the schedule what was in the table before the stream's oldest record. */
const scan = async (
  { client, table, ttlAttribute }: ExpiringTable,
  schedule: ExpirySchedule,
  signal: AbortSignal,
): Promise<void> => {
  const keyNames = table.properties.KeySchema.map(({ AttributeName }) => AttributeName);
  const names = Object.fromEntries([...keyNames, ttlAttribute].map((name, index) => [`#a${index}`, name]));
  const asked = {
    TableName: table.name,
    ExpressionAttributeNames: names,
    ProjectionExpression: Object.keys(names).join(', '),
    FilterExpression: `attribute_exists(#a${keyNames.length})`,
  };
  for await (const { Items = [] } of paginateScan({ client }, asked)) {
    if (signal.aborted) return;
    for (const item of Items) {
      const key = Object.fromEntries(keyNames.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
      schedule.suggest(key, item);
    }
  }
};

/** Removes a table's items when their time has come, within about a second, as DynamoDB does within days. */
export const startTimeToLive = (expiring: ExpiringTable, stream: Omit<StreamSource, 'signal'>): TimeToLive => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const source: StreamSource = { ...stream, signal };
  const schedule = expirySchedule(expiring.ttlAttribute);
  const underWay = new Map<string, Promise<boolean>>();
  const finished = new Set<string>();
  const caughtUp = Promise.withResolvers<void>();
  let passed: bigint | undefined;

  const follow = async (shard: string): Promise<void> => {
    for await (const { changes, upTo } of shardPages(source, shard, undefined)) {
      for (const { keys, newImage } of changes) schedule.follow(keys, newImage);
      if (upTo === undefined) caughtUp.resolve();
      else passed = BigInt(upTo);
    }
    finished.add(shard);
  };
  const sweep = async (): Promise<void> => {
    const removals = schedule.due(expiring.removalTime() / 1000, removalsAtOnce).map((due) => {
      const removal = removeExpired(expiring, schedule, due, passed).finally(() => underWay.delete(due.key));
      underWay.set(due.key, removal);
      return removal;
    });
    const dealtWith = await Promise.all(removals);
    if (dealtWith.length < removalsAtOnce || dealtWith.includes(false))
      await sleep(sweepMilliseconds, undefined, { signal }).catch(() => undefined);
  };
  const sweepOn = async (): Promise<void> => {
    // Not before the stream's past is known, or a removal from then could pass for one from now.
    await caughtUp.promise;
    while (!signal.aborted) await sweep();
  };

  const scanOnce = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        return await scan(expiring, schedule, signal);
      } catch (error) {
        await pauseAfterTrouble(source, error);
      }
    }
  };

  const following = followStream(source, { isFinished: (shard) => finished.has(shard), read: follow });
  const working = [following, scanOnce(), sweepOn()];

  return {
    identify: async (change) => {
      const ttl = change.oldImage?.[expiring.ttlAttribute]?.N;
      if (change.eventName !== 'REMOVE' || ttl === undefined) return undefined;
      const key = keyText(change.keys);
      await underWay.get(key);
      const removal = { table: expiring.table.name, key, ttl };
      const isOurs = expiring.journal.owns(removal, change.sequenceNumber);
      return isOurs ? service : engineIdentity(change);
    },
    passed: () => passed,
    stop: async () => {
      stopping.abort();
      caughtUp.resolve();
      await Promise.all(working);
    },
  };
};
