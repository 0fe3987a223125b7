import { setTimeout as sleep } from 'node:timers/promises';
import type { Shard } from '@aws-sdk/client-dynamodb-streams';
import { pauseAfterTrouble, type StreamSource, shardsOf } from './shard-pages.ts';

/** What a reader does with one shard; it says so when the shard is closed and done. */
export type ShardTask = {
  readonly isFinished: (shardId: string) => boolean;
  readonly read: (shardId: string) => Promise<void>;
};

const pauseWithoutShardsMilliseconds = 1000;

const describedShards = async (source: StreamSource): Promise<readonly Shard[]> => {
  while (!source.signal.aborted) {
    try {
      return await shardsOf(source);
    } catch (error) {
      await pauseAfterTrouble(source, error);
    }
  }
  return [];
};

/** Reads all shards of a stream, each after the one that it continues, until the source's signal aborts. */
export const followStream = async (source: StreamSource, task: ShardTask): Promise<void> => {
  const reading = new Map<string, Promise<void>>();
  const startDue = async (): Promise<void> => {
    const shards = await describedShards(source);
    const listed = new Set(shards.map(({ ShardId }) => ShardId));
    for (const { ShardId, ParentShardId } of shards) {
      if (ShardId === undefined || reading.has(ShardId) || task.isFinished(ShardId)) continue;
      const parentIsDone = ParentShardId === undefined || !listed.has(ParentShardId) || task.isFinished(ParentShardId);
      if (parentIsDone)
        reading.set(
          ShardId,
          task.read(ShardId).finally(() => reading.delete(ShardId)),
        );
    }
  };
  while (!source.signal.aborted) {
    await startDue();
    // A shard that ends is continued by others; without any, the stream has yet to get its first.
    await (reading.size > 0 ? Promise.race(reading.values()) : sleep(pauseWithoutShardsMilliseconds));
  }
  await Promise.all(reading.values());
};
