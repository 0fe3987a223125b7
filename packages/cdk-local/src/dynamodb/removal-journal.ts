import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** An item whose time has come, at one value of its TTL attribute. */
type Removal = { readonly table: string; readonly key: string; readonly ttl: string };

export type RemovalJournal = {
  /**
   * Says what is about to be removed, and up to where the stream was read before; gives the entry's number.
   */
  readonly begin: (removal: Removal, passed: bigint | undefined) => number;
  /** The removal did not happen: the item had changed. */
  readonly withdraw: (entry: number) => void;
  /** Whether this stream record tells of a removal that was begun here. Says the same each time it is asked. */
  readonly owns: (removal: Removal, sequenceNumber: string) => boolean;
};

/** A stream forgets its records after a day. */
const keptSeconds = 25 * 60 * 60;

const entryRow = z.object({ id: z.number(), passed: z.string().nullable() });
const insertedRow = z.object({ id: z.number() });

/**
 * Tells removals by TTL from those by users, in a stream that doesn't. An entry is written before its removal, so
 * that a runner killed in between still recognizes the stream record afterwards.
 */
export const openRemovalJournal = (database: DatabaseSync): RemovalJournal => {
  database.exec(`CREATE TABLE IF NOT EXISTS ttl_removals (
      id INTEGER PRIMARY KEY AUTOINCREMENT, tableName TEXT NOT NULL, itemKey TEXT NOT NULL, ttl TEXT NOT NULL,
      begunAt INTEGER NOT NULL, passed TEXT, sequence TEXT) STRICT;
    CREATE INDEX IF NOT EXISTS ttl_removals_by_item ON ttl_removals (tableName, itemKey, ttl);
    DELETE FROM ttl_removals WHERE begunAt < unixepoch() - ${keptSeconds}`);
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
    withdraw: (entry) => {
      forget.run(entry);
    },
    owns: (removal, sequence) => {
      if (known.get({ ...removal, sequence })) return true;
      // A record that was in the stream before tells of something else: the same item, removed by a user then.
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
