import type { DatabaseSync } from 'node:sqlite';

/** Fills new tables of a run that answers already, through its API and with SDK clients. */
export type Seed = (run: { readonly url: string; readonly awsEndpoint: string }) => Promise<void>;

/** Calls `seed` until it has completed once for these tables. */
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
