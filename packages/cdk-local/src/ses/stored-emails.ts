import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const mail = z.object({
  /** The recipient's bare address. */
  to: z.string(),
  from: z.string(),
  /** As sent; several are joined by commas. */
  replyTo: z.string().nullable(),
  subject: z.string(),
  html: z.string().nullable(),
  text: z.string().nullable(),
  /** ISO 8601, UTC, milliseconds. */
  sentAt: z.string(),
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().nullable(),
  messageId: z.string(),
});
/** One mail in one mailbox: a mail to two recipients is kept twice. */
export type Mail = z.infer<typeof mail>;

const mailRow = z
  .object({ id: z.number(), mail: z.string() })
  .transform(({ id, mail: text }) => ({ id, ...mail.parse(JSON.parse(text)) }));
export type StoredEmail = z.infer<typeof mailRow>;

export const createInboxTable = (database: DatabaseSync): void => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS inbox (id INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, mail TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS inbox_of_recipient ON inbox (recipient);
  `);
};

export const storeEmail = (database: DatabaseSync, kept: Mail): void => {
  database
    .prepare('INSERT INTO inbox (recipient, mail) VALUES (?, ?)')
    .run(kept.to.toLowerCase(), JSON.stringify(kept));
};

/** Oldest first; of one address, in any case, when one is given. */
export const emailsTo = (database: DatabaseSync, to: string | undefined): readonly StoredEmail[] => {
  const rows =
    to === undefined
      ? database.prepare('SELECT id, mail FROM inbox ORDER BY id').all()
      : database.prepare('SELECT id, mail FROM inbox WHERE recipient = ? ORDER BY id').all(to.trim().toLowerCase());
  return z.array(mailRow).parse(rows);
};

/** Newest first, to addresses that contain `part`, older than `before`. */
export const newestEmails = (
  database: DatabaseSync,
  { part, before, count }: { readonly part: string; readonly before: number; readonly count: number },
): readonly StoredEmail[] =>
  z
    .array(mailRow)
    .parse(
      database
        .prepare('SELECT id, mail FROM inbox WHERE instr(recipient, ?) > 0 AND id < ? ORDER BY id DESC LIMIT ?')
        .all(part.trim().toLowerCase(), before, count),
    );

export const findEmail = (database: DatabaseSync, id: number): StoredEmail | undefined => {
  const row = database.prepare('SELECT id, mail FROM inbox WHERE id = ?').get(id);
  return row && mailRow.parse(row);
};
