import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { assertIntact, toStartError } from '../run/runner-database.ts';

/** The check reads the whole file. Larger files would delay the start too much. */
const largestCheckedBytes = 256 * 1024 * 1024;

/** Checks the engine's file. Throws `StartError` if it is corrupt, `InUseError` if another process uses it. */
export const checkEngineFile = (file: string): void => {
  if (!existsSync(file) || statSync(file).size > largestCheckedBytes) return;
  try {
    using database = new DatabaseSync(file);
    assertIntact(dirname(file), database);
  } catch (error) {
    throw toStartError(dirname(file), error);
  }
};

/** Waiting for the engine's lock blocks this process. */
const lockTimeoutMilliseconds = 250;

export type StreamUpkeep = {
  /** Deletes the stream records of a table up to this sequence number, except the newest. */
  readonly trim: (table: string, upTo: bigint) => void;
  readonly close: () => void;
};

/**
 * Keeps writes of the embedded engine fast. Each write searches all stream records for the highest sequence number; the
 * engine has no index for that and deletes no records.
 */
export const openStreamUpkeep = (file: string): StreamUpkeep => {
  const database = new DatabaseSync(file, { timeout: lockTimeoutMilliseconds });
  database.exec(`CREATE INDEX IF NOT EXISTS local_stream_order
    ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`);
  // The engine derives the next number from the newest record. Small steps, because the engine has to wait.
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
        // The engine holds the lock. The next call trims.
        if (!(error instanceof Error && error.message.includes('locked'))) throw error;
      }
    },
    close: () => database.close(),
  };
};
