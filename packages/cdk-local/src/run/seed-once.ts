import type { DatabaseSync } from 'node:sqlite';

/** Fills new tables, through the API of the run or with SDK clients. */
export type Seed = (run: { readonly url: string; readonly awsEndpoint: string }) => Promise<void>;

/** Calls `seed` unless it has completed before for these tables. */
export const seedOnce = async (
  database: DatabaseSync,
  tables: string,
  seed: () => Promise<void> | undefined,
): Promise<void> => {
  database.exec('CREATE TABLE IF NOT EXISTS seeded (deployment TEXT PRIMARY KEY) STRICT');
  if (database.prepare('SELECT 1 FROM seeded WHERE deployment = ?').get(tables)) return;
  await seed();
  database.prepare('INSERT INTO seeded (deployment) VALUES (?)').run(tables);
};
