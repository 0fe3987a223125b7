import type { DatabaseSync } from 'node:sqlite';
import { keyText } from '../dynamodb/item-key.ts';
import type { Change } from './stream-record.ts';

export type Journal = {
  /** Stores records of a shard. Records that are already stored are ignored. */
  readonly add: (stream: string, shard: string, changes: readonly Change[]) => void;
};

/** DynamoDB streams keep records for 24 hours. */
const retentionSeconds = 25 * 60 * 60;

/** Returns the string attributes of an item. They identify a change, without the maps and lists that make items large. */
const stringAttributesOf = (image: Change['newImage']): Record<string, string> =>
  Object.fromEntries(Object.entries(image ?? {}).flatMap(([name, { S }]) => (S === undefined ? [] : [[name, S]])));

/**
 * Stores every record that was read from a stream, before filters, for 24 hours. Trimming the engine's stream doesn't
 * remove it. Each record is stored once.
 */
export const openJournal = (database: DatabaseSync): Journal => {
  database.exec(`CREATE TABLE IF NOT EXISTS stream_journal (
      stream TEXT NOT NULL, shard TEXT NOT NULL, sequence TEXT NOT NULL, itemKey TEXT NOT NULL, texts TEXT NOT NULL,
      readAt INTEGER NOT NULL, PRIMARY KEY (stream, shard, sequence)) STRICT, WITHOUT ROWID;
    DELETE FROM stream_journal WHERE readAt < unixepoch() - ${retentionSeconds}`);
  const insert = database.prepare(`INSERT OR IGNORE INTO stream_journal
    SELECT :stream, :shard, value ->> 'sequence', value ->> 'itemKey', value ->> 'texts', unixepoch()
    FROM json_each(:records)`);
  const added = new WeakSet<readonly Change[]>();
  return {
    add: (stream, shard, changes) => {
      // Consumers share the pages that they read.
      if (added.has(changes)) return;
      added.add(changes);
      const records = changes.map(({ sequenceNumber, keys, newImage }) => ({
        sequence: sequenceNumber,
        itemKey: keyText(keys),
        texts: JSON.stringify(stringAttributesOf(newImage)),
      }));
      if (records.length > 0) insert.run({ stream, shard, records: JSON.stringify(records) });
    },
  };
};
