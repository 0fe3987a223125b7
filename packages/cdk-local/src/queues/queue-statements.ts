import type { DatabaseSync, StatementSync } from 'node:sqlite';

const tables = `
  CREATE TABLE IF NOT EXISTS queue_messages (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL,
    messageGroup TEXT NOT NULL, visibleFrom INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, receipt TEXT,
    sentAt INTEGER NOT NULL, firstReceivedAt INTEGER, receivedAt INTEGER, source TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS queue_messages_by_visibility ON queue_messages (queue, visibleFrom, messageGroup, sentAt);
  CREATE INDEX IF NOT EXISTS queue_messages_by_receipt ON queue_messages (queue, receipt);`;

// A receipt handle belongs to one receive, so that an old one deletes and hides nothing that another consumer has.
const sql = {
  insert: `INSERT INTO queue_messages (id, queue, body, attributes, messageGroup, visibleFrom, sentAt)
    VALUES (:id, :queue, :body, :attributes, :messageGroup, :visibleFrom, :sentAt)`,
  waiting: `SELECT messageGroup, MIN(sentAt) AS oldestSentAt FROM queue_messages
    WHERE queue = :queue AND visibleFrom <= :at GROUP BY messageGroup`,
  inFlight: `SELECT messageGroup, COUNT(*) AS messages FROM queue_messages
    WHERE queue = :queue AND visibleFrom > :at AND receives > 0 GROUP BY messageGroup`,
  receive: `UPDATE queue_messages SET visibleFrom = :until, receives = receives + 1, receivedAt = :at,
      firstReceivedAt = COALESCE(firstReceivedAt, :at), receipt = id || '/' || (receives + 1)
    WHERE id = (SELECT id FROM queue_messages
      WHERE queue = :queue AND messageGroup = :messageGroup AND visibleFrom <= :at ORDER BY sentAt, rowid LIMIT 1)
    RETURNING id, body, attributes, messageGroup, receives, receipt, sentAt, firstReceivedAt, source`,
  remove: 'DELETE FROM queue_messages WHERE queue = :queue AND receipt = :receipt RETURNING messageGroup, receivedAt',
  hide: `UPDATE queue_messages SET visibleFrom = :until
    WHERE queue = :queue AND receipt = :receipt AND visibleFrom > :at RETURNING messageGroup, receivedAt`,
  release: `UPDATE queue_messages SET visibleFrom = :at
    WHERE queue = :queue AND receives > 0 AND visibleFrom > :at`,
  expire: 'DELETE FROM queue_messages WHERE queue = :queue AND sentAt < :oldest',
  // A message of a standard queue keeps its id and the time it was sent.
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
  redrive: `UPDATE queue_messages SET queue = :target, source = :sourceArn, receipt = NULL
    WHERE queue = :queue AND visibleFrom <= :at AND receives >= :maxReceives`,
  movable: 'SELECT id FROM queue_messages WHERE queue = :queue AND visibleFrom <= :at ORDER BY sentAt, rowid',
  // A moved message is a new one, with another id and time.
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
  move: `UPDATE queue_messages SET id = :newId, queue = :to, sentAt = :at, visibleFrom = :at, receives = 0,
      receipt = NULL, firstReceivedAt = NULL, receivedAt = NULL, source = NULL WHERE id = :id`,
  count: `SELECT
      COUNT(*) FILTER (WHERE visibleFrom <= :at) AS visible,
      COUNT(*) FILTER (WHERE visibleFrom > :at AND receives > 0) AS hidden,
      COUNT(*) FILTER (WHERE visibleFrom > :at AND receives = 0) AS delayed
    FROM queue_messages WHERE queue = :queue`,
} as const;

/** Creates the table of messages and returns its prepared statements. */
export const queueStatements = (database: DatabaseSync): Readonly<Record<keyof typeof sql, StatementSync>> => {
  database.exec(tables);
  const prepared = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared);
};
