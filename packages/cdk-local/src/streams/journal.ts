import type { DatabaseSync } from 'node:sqlite';
import { keyText } from '../dynamodb/item-key.ts';
import type { Change } from './stream-record.ts';

export type Journal = {
  /** Notes records of a shard, those that were noted before as well. */
  readonly note: (stream: string, shard: string, changes: readonly Change[]) => void;
};

/** A stream forgets its records after a day. */
const keptSeconds = 25 * 60 * 60;

/** The texts of an item: enough to tell what was done to it, without the maps and lists that make items large. */
const textsOf = (image: Change['newImage']): Record<string, string> =>
  Object.fromEntries(Object.entries(image ?? {}).flatMap(([name, { S }]) => (S === undefined ? [] : [[name, S]])));

/**
 * What was read of the streams, before any filter or function saw it: kept for a day, as the service keeps its records, whatever was trimmed
 * since. Each record is there once, however often it was read.
 */
export const openJournal = (database: DatabaseSync): Journal => {
  database.exec(`CREATE TABLE IF NOT EXISTS stream_journal (
      stream TEXT NOT NULL, shard TEXT NOT NULL, sequence TEXT NOT NULL, itemKey TEXT NOT NULL, texts TEXT NOT NULL,
      readAt INTEGER NOT NULL, PRIMARY KEY (stream, shard, sequence)) STRICT, WITHOUT ROWID;
    DELETE FROM stream_journal WHERE readAt < unixepoch() - ${keptSeconds}`);
  const insert = database.prepare(`INSERT OR IGNORE INTO stream_journal
    SELECT :stream, :shard, value ->> 'sequence', value ->> 'itemKey', value ->> 'texts', unixepoch()
    FROM json_each(:records)`);
  return {
    note: (stream, shard, changes) => {
      const records = changes.map(({ sequenceNumber, keys, newImage }) => ({
        sequence: sequenceNumber,
        itemKey: keyText(keys),
        texts: JSON.stringify(textsOf(newImage)),
      }));
      if (records.length > 0) insert.run({ stream, shard, records: JSON.stringify(records) });
    },
  };
};
