import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const storedMessage = z.object({
  id: z.string(),
  body: z.string(),
  attributes: z.string(),
  receives: z.number(),
  receipt: z.string(),
});
export type StoredMessage = z.output<typeof storedMessage>;

const counts = z.object({ visible: z.number(), hidden: z.number() });

export type QueueMessages = {
  /** Stores a message; `attributes` are JSON. Returns its id. */
  readonly add: (queue: string, body: string, attributes: string) => string;
  /** Returns the oldest visible messages and hides them for `hiddenSeconds`. */
  readonly receive: (queue: string, count: number, hiddenSeconds: number) => readonly StoredMessage[];
  readonly remove: (queue: string, receipt: string) => void;
  readonly count: (queue: string) => z.output<typeof counts>;
};

/** Stores the messages of all queues until they are deleted. */
export const openQueueMessages = (database: DatabaseSync): QueueMessages => {
  database.exec(`CREATE TABLE IF NOT EXISTS queue_messages (id TEXT PRIMARY KEY, queue TEXT NOT NULL,
    body TEXT NOT NULL, attributes TEXT NOT NULL, visibleFrom REAL NOT NULL, receives INTEGER NOT NULL DEFAULT 0,
    receipt TEXT, sentAt REAL NOT NULL) STRICT`);
  const insert = database.prepare(`INSERT INTO queue_messages (id, queue, body, attributes, visibleFrom, sentAt)
    VALUES (:id, :queue, :body, :attributes, unixepoch('subsec'), unixepoch('subsec'))`);
  const hide = database.prepare(`UPDATE queue_messages
    SET visibleFrom = unixepoch('subsec') + :seconds, receives = receives + 1, receipt = id || '/' || (receives + 1)
    WHERE id IN (SELECT id FROM queue_messages WHERE queue = :queue AND visibleFrom <= unixepoch('subsec')
      ORDER BY sentAt LIMIT :count)
    RETURNING id, body, attributes, receives, receipt`);
  const remove = database.prepare('DELETE FROM queue_messages WHERE queue = :queue AND receipt = :receipt');
  const count = database.prepare(`SELECT
      COUNT(*) FILTER (WHERE visibleFrom <= unixepoch('subsec')) AS visible,
      COUNT(*) FILTER (WHERE visibleFrom > unixepoch('subsec')) AS hidden
    FROM queue_messages WHERE queue = :queue`);
  return {
    add: (queue, body, attributes) => {
      const id = randomUUID();
      insert.run({ id, queue, body, attributes });
      return id;
    },
    receive: (queue, wanted, seconds) => z.array(storedMessage).parse(hide.all({ queue, count: wanted, seconds })),
    remove: (queue, receipt) => {
      remove.run({ queue, receipt });
    },
    count: (queue) => counts.parse(count.get({ queue })),
  };
};
