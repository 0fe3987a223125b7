import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const row = z.object({ id: z.number(), rule: z.string(), event: z.string(), attempts: z.number() });
/** An event that has to be delivered to the function of one rule. */
export type StoredEvent = z.output<typeof row>;

export type StoredEvents = {
  readonly add: (rule: string, event: string) => void;
  /** Returns the oldest due events except those in `without`. */
  readonly due: (without: ReadonlySet<number>, count: number) => readonly StoredEvent[];
  readonly retryIn: (id: number, seconds: number) => void;
  readonly remove: (id: number) => void;
};

/** Stores undelivered events. They survive a crash. */
export const openStoredEvents = (database: DatabaseSync): StoredEvents => {
  database.exec(`CREATE TABLE IF NOT EXISTS bus_events (id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL,
    event TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, dueAt REAL NOT NULL) STRICT`);
  const insert = database.prepare(
    "INSERT INTO bus_events (rule, event, dueAt) VALUES (:rule, :event, unixepoch('subsec'))",
  );
  const select = database.prepare(`SELECT id, rule, event, attempts FROM bus_events
    WHERE dueAt <= unixepoch('subsec') AND id NOT IN (SELECT value FROM json_each(:without)) ORDER BY id LIMIT :count`);
  const retry = database.prepare(
    "UPDATE bus_events SET attempts = attempts + 1, dueAt = unixepoch('subsec') + :seconds WHERE id = :id",
  );
  const remove = database.prepare('DELETE FROM bus_events WHERE id = :id');
  return {
    add: (rule, event) => {
      insert.run({ rule, event });
    },
    due: (without, count) => z.array(row).parse(select.all({ without: JSON.stringify([...without]), count })),
    retryIn: (id, seconds) => {
      retry.run({ id, seconds });
    },
    remove: (id) => {
      remove.run({ id });
    },
  };
};
