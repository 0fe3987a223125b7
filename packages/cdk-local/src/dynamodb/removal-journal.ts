import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** An expired item, with the value of its TTL attribute. */
type Removal = { readonly table: string; readonly key: string; readonly ttl: string };

export type RemovalJournal = {
  /** Stores an entry before a removal, with the position of the stream reader. Returns the entry's id. */
  readonly begin: (removal: Removal, passed: bigint | undefined) => number;
  /** Deletes an entry: the item had changed and was not removed. */
  readonly cancel: (entry: number) => void;
  /** Returns whether a stream record is from a removal in this journal. Repeated calls return the same. */
  readonly isOwn: (removal: Removal, sequenceNumber: string) => boolean;
};

/** DynamoDB streams keep records for 24 hours. */
const retentionSeconds = 25 * 60 * 60;

const entryRow = z.object({ id: z.number(), passed: z.string().nullable() });
const insertedRow = z.object({ id: z.number() });

/**
 * Distinguishes removals by TTL from those by users, which the engine's stream doesn't. An entry is stored before its
 * removal, so that a run recognizes the record even if the one before was killed in between.
 */
export const openRemovalJournal = (database: DatabaseSync): RemovalJournal => {
  database.exec(`CREATE TABLE IF NOT EXISTS ttl_removals (
      id INTEGER PRIMARY KEY AUTOINCREMENT, tableName TEXT NOT NULL, itemKey TEXT NOT NULL, ttl TEXT NOT NULL,
      begunAt INTEGER NOT NULL, passed TEXT, sequence TEXT) STRICT;
    CREATE INDEX IF NOT EXISTS ttl_removals_by_item ON ttl_removals (tableName, itemKey, ttl);
    DELETE FROM ttl_removals WHERE begunAt < unixepoch() - ${retentionSeconds}`);
  const insert = database.prepare(`INSERT INTO ttl_removals (tableName, itemKey, ttl, begunAt, passed)
    VALUES (:table, :key, :ttl, unixepoch(), :passed) RETURNING id`);
  const forget = database.prepare('DELETE FROM ttl_removals WHERE id = ?');
  const item = 'tableName = :table AND itemKey = :key AND ttl = :ttl';
  const known = database.prepare(`SELECT id FROM ttl_removals WHERE ${item} AND sequence = :sequence`);
  const open = database.prepare(
    `SELECT id, passed FROM ttl_removals WHERE ${item} AND sequence IS NULL ORDER BY id DESC`,
  );
  const bind = database.prepare('UPDATE ttl_removals SET sequence = :sequence WHERE id = :id');
  const forgetOthers = database.prepare(`DELETE FROM ttl_removals WHERE ${item} AND sequence IS NULL AND id < :id`);
  return {
    begin: (removal, passed) =>
      insertedRow.parse(insert.get({ ...removal, passed: passed === undefined ? null : String(passed) })).id,
    cancel: (entry) => {
      forget.run(entry);
    },
    isOwn: (removal, sequence) => {
      if (known.get({ ...removal, sequence })) return true;
      // An older record is from another removal of the same item, by a user.
      const entry = entryRow
        .array()
        .parse(open.all(removal))
        .find(({ passed }) => passed === null || BigInt(passed) < BigInt(sequence));
      if (!entry) return false;
      bind.run({ id: entry.id, sequence });
      forgetOthers.run({ ...removal, id: entry.id });
      return true;
    },
  };
};
