import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** One reader of one shard: a mapping has as many lanes as it works on batches at once. */
export type ConsumerName = {
  readonly mapping: string;
  readonly stream: string;
  readonly shard: string;
  readonly lane: number;
};

type Checkpoint = {
  /** The last sequence number that is dealt with; undefined before the first. */
  readonly after: string | undefined;
  /** The shard is closed and everything in it is dealt with. */
  readonly finished: boolean;
};

export type Checkpoints = {
  readonly read: (reader: ConsumerName) => Checkpoint;
  readonly save: (reader: ConsumerName, after: string) => void;
  readonly finish: (reader: ConsumerName) => void;
};

const row = z.object({ sequence: z.string().nullable(), finished: z.number() });

/** How far each reader has come. What is saved survives the end of the process, however it ends. */
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
    read: (reader) => {
      const found = row.optional().parse(select.get(reader));
      return { after: found?.sequence ?? undefined, finished: found?.finished === 1 };
    },
    save: (reader, sequence) => {
      save.run({ ...reader, sequence });
    },
    finish: (reader) => {
      finish.run(reader);
    },
  };
};
