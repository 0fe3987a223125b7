import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { assertIntact, toStartError } from '../run/runner-database.ts';

/** A whole check reads the file once; beyond this it would take too long for a start. */
const largestCheckedBytes = 256 * 1024 * 1024;

/** Throws `StartError` if the engine's file can't be what it left there, `InUseError` if somebody works on it. */
export const checkEngineFile = (file: string): void => {
  if (!existsSync(file) || statSync(file).size > largestCheckedBytes) return;
  try {
    using database = new DatabaseSync(file);
    assertIntact(dirname(file), database);
  } catch (error) {
    throw toStartError(dirname(file), error);
  }
};

/** While this waits for the engine, nothing else runs. */
const longestWaitMilliseconds = 250;

export type StreamUpkeep = {
  /** Removes the stream records of a table up to this sequence number, except the newest. */
  readonly trim: (table: string, upTo: bigint) => void;
  readonly close: () => void;
};

/**
 * Keeps the embedded engine's streams quick: each of its writes looks up the highest sequence number among all
 * records that it keeps, without an index and without ever removing one.
 */
export const openStreamUpkeep = (file: string): StreamUpkeep => {
  const database = new DatabaseSync(file, { timeout: longestWaitMilliseconds });
  database.exec(`CREATE INDEX IF NOT EXISTS local_stream_order
    ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`);
  // The next number is made from the newest record, so that one stays. Few at a time: the engine waits meanwhile.
  const removeSome = database.prepare(`
    DELETE FROM _stream_records WHERE id IN (
      SELECT id FROM _stream_records
      WHERE table_name = :table AND CAST(sequence_number AS INTEGER) <= :upTo AND CAST(sequence_number AS INTEGER) <
        (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)
      LIMIT 500)`);
  return {
    trim: (table, upTo) => {
      try {
        removeSome.run({ table, upTo });
      } catch (error) {
        // The engine is writing just now: the next time will do.
        if (!(error instanceof Error && error.message.includes('locked'))) throw error;
      }
    },
    close: () => database.close(),
  };
};
