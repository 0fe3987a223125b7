import type { DatabaseSync } from 'node:sqlite';

/** Times in these tables are epoch milliseconds. */
export const createSignInTables = (database: DatabaseSync): void => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS sign_in_keys (use TEXT PRIMARY KEY, secret TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS sign_in_users (
      username TEXT PRIMARY KEY, attributes TEXT NOT NULL, createdAt INTEGER NOT NULL, modifiedAt INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS sign_in_requests (
      state TEXT PRIMARY KEY, request TEXT NOT NULL, expiresAt INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS sign_in_sessions (
      id TEXT PRIMARY KEY, username TEXT NOT NULL, authenticatedAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS sign_in_codes (
      code TEXT PRIMARY KEY, issued TEXT NOT NULL, expiresAt INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS sign_in_refresh_tokens (
      token TEXT PRIMARY KEY, originJti TEXT NOT NULL, username TEXT NOT NULL, authorization TEXT NOT NULL,
      revokedAt INTEGER, expiresAt INTEGER NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS sign_in_refresh_tokens_of_origin ON sign_in_refresh_tokens (originJti);
    CREATE TABLE IF NOT EXISTS google_accounts (
      subject TEXT PRIMARY KEY, email TEXT NOT NULL, name TEXT NOT NULL, emailVerified INTEGER NOT NULL,
      usedAt INTEGER NOT NULL, hostedDomain TEXT NOT NULL DEFAULT '') STRICT;
    CREATE TABLE IF NOT EXISTS google_records (
      model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, grantId TEXT, uid TEXT, expiresAt INTEGER,
      PRIMARY KEY (model, id)) STRICT;
    CREATE INDEX IF NOT EXISTS google_records_of_grant ON google_records (grantId);
    CREATE INDEX IF NOT EXISTS google_records_of_uid ON google_records (uid);
  `);
  // Folders of earlier versions have the table without it.
  const columns = database.prepare("SELECT 1 FROM pragma_table_info('google_accounts') WHERE name = 'hostedDomain'");
  if (!columns.get()) database.exec("ALTER TABLE google_accounts ADD COLUMN hostedDomain TEXT NOT NULL DEFAULT ''");
};

/** Deletes expired rows. Runs at start, which bounds the size of the file. */
export const removeLapsed = (database: DatabaseSync, now: number): void => {
  for (const table of [
    'sign_in_requests',
    'sign_in_sessions',
    'sign_in_codes',
    'sign_in_refresh_tokens',
    'google_records',
  ])
    database.prepare(`DELETE FROM ${table} WHERE expiresAt <= ?`).run(now);
};
