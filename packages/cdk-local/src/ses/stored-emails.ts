import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const email = z.object({
  /** Address of the recipient, without a name. */
  to: z.string(),
  from: z.string(),
  /** Addresses joined by commas. */
  replyTo: z.string().nullable(),
  subject: z.string(),
  html: z.string().nullable(),
  text: z.string().nullable(),
  /** ISO 8601 in UTC with milliseconds. */
  sentAt: z.string(),
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().nullable(),
  messageId: z.string(),
  /** Headers of a raw message, by lower-case name; those of the other calls are built from their parameters. */
  headers: z.record(z.string(), z.string()),
});
/** One email to one recipient. An email to two recipients is stored twice. */
export type Email = z.infer<typeof email>;

const emailRow = z
  .object({ id: z.number(), mail: z.string() })
  .transform(({ id, mail: text }) => ({ id, ...email.parse(JSON.parse(text)) }));
export type StoredEmail = z.infer<typeof emailRow>;

export const createInboxTable = (database: DatabaseSync): void => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS inbox (id INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, mail TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS inbox_of_recipient ON inbox (recipient);
  `);
};

export const storeEmail = (database: DatabaseSync, stored: Email): void => {
  database
    .prepare('INSERT INTO inbox (recipient, mail) VALUES (?, ?)')
    .run(stored.to.toLowerCase(), JSON.stringify(stored));
};

/** Returns emails, oldest first; only those to one address (case-insensitive) if one is given. */
export const emailsTo = (database: DatabaseSync, to: string | undefined): readonly StoredEmail[] => {
  const rows =
    to === undefined
      ? database.prepare('SELECT id, mail FROM inbox ORDER BY id').all()
      : database.prepare('SELECT id, mail FROM inbox WHERE recipient = ? ORDER BY id').all(to.trim().toLowerCase());
  return z.array(emailRow).parse(rows);
};

/** Returns emails to addresses that contain `part`, with ids below `before`, newest first. */
export const newestEmails = (
  database: DatabaseSync,
  { part, before, count }: { readonly part: string; readonly before: number; readonly count: number },
): readonly StoredEmail[] =>
  z
    .array(emailRow)
    .parse(
      database
        .prepare('SELECT id, mail FROM inbox WHERE instr(recipient, ?) > 0 AND id < ? ORDER BY id DESC LIMIT ?')
        .all(part.trim().toLowerCase(), before, count),
    );

export const findEmail = (database: DatabaseSync, id: number): StoredEmail | undefined => {
  const row = database.prepare('SELECT id, mail FROM inbox WHERE id = ?').get(id);
  return row && emailRow.parse(row);
};
