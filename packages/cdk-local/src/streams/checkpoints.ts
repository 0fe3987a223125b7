import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** Identifies a consumer of a shard. A mapping has one lane per concurrent batch. */
export type ConsumerName = {
  readonly mapping: string;
  readonly stream: string;
  readonly shard: string;
  readonly lane: number;
};

type Checkpoint = {
  /** Last processed sequence number; undefined before the first. */
  readonly after: string | undefined;
  /** The shard is closed and completely processed. */
  readonly finished: boolean;
};

export type Checkpoints = {
  readonly read: (consumer: ConsumerName) => Checkpoint;
  readonly save: (consumer: ConsumerName, after: string) => void;
  readonly finish: (consumer: ConsumerName) => void;
};

const row = z.object({ sequence: z.string().nullable(), finished: z.number() });

/** Stores the position of each consumer. It survives a crash. */
export const openCheckpoints = (database: DatabaseSync): Checkpoints => {
  database.exec(`CREATE TABLE IF NOT EXISTS stream_checkpoints (
    mapping TEXT NOT NULL, stream TEXT NOT NULL, shard TEXT NOT NULL, lane INTEGER NOT NULL,
    sequence TEXT, finished INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (mapping, stream, shard, lane)) STRICT`);
  const names = 'mapping = :mapping AND stream = :stream AND shard = :shard AND lane = :lane';
  const select = database.prepare(`SELECT sequence, finished FROM stream_checkpoints WHERE ${names}`);
  const save = database.prepare(`INSERT INTO stream_checkpoints (mapping, stream, shard, lane, sequence)
    VALUES (:mapping, :stream, :shard, :lane, :sequence) ON CONFLICT DO UPDATE SET sequence = excluded.sequence`);
  const finish = database.prepare(`INSERT INTO stream_checkpoints (mapping, stream, shard, lane, finished)
    VALUES (:mapping, :stream, :shard, :lane, 1) ON CONFLICT DO UPDATE SET finished = 1`);
  return {
    read: (consumer) => {
      const found = row.optional().parse(select.get(consumer));
      return { after: found?.sequence ?? undefined, finished: found?.finished === 1 };
    },
    save: (consumer, sequence) => {
      save.run({ ...consumer, sequence });
    },
    finish: (consumer) => {
      finish.run(consumer);
    },
  };
};
