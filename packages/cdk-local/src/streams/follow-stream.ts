import { setTimeout as sleep } from 'node:timers/promises';
import { pauseAfterError, type StreamSource, shardsOf } from './shard-pages.ts';
import type { Shard } from './streams-client.ts';

/** Processing of one shard. */
export type ShardTask = {
  /** Returns whether a shard is closed and completely processed. */
  readonly isFinished: (shardId: string) => boolean;
  readonly read: (shardId: string) => Promise<void>;
};

const pauseWithoutShardsMilliseconds = 1000;

const describedShards = async (source: StreamSource): Promise<readonly Shard[]> => {
  while (!source.signal.aborted) {
    try {
      return await shardsOf(source);
    } catch (error) {
      await pauseAfterError(source, error);
    }
  }
  return [];
};

/** Reads all shards of a stream, each after its parent, until the source's signal aborts. */
export const followStream = async (source: StreamSource, task: ShardTask): Promise<void> => {
  const reading = new Map<string, Promise<void>>();
  const startReadable = async (): Promise<void> => {
    const shards = await describedShards(source);
    const listed = new Set(shards.map(({ ShardId }) => ShardId));
    for (const { ShardId, ParentShardId } of shards) {
      if (reading.has(ShardId) || task.isFinished(ShardId)) continue;
      const parentIsFinished =
        ParentShardId === undefined || !listed.has(ParentShardId) || task.isFinished(ParentShardId);
      if (parentIsFinished)
        reading.set(
          ShardId,
          task.read(ShardId).finally(() => reading.delete(ShardId)),
        );
    }
  };
  while (!source.signal.aborted) {
    await startReadable();
    // A closed shard has children. A stream without shards is new.
    await (reading.size > 0 ? Promise.race(reading.values()) : sleep(pauseWithoutShardsMilliseconds));
  }
  await Promise.all(reading.values());
};
