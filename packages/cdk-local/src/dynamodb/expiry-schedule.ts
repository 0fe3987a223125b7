import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { keyText } from './item-key.ts';

type Image = Readonly<Record<string, { readonly N?: string | undefined }>>;

export type Due = { readonly key: string; readonly ttl: string };

export type ExpirySchedule = {
  /** Updates the schedule after a change; `image` is undefined after a removal. */
  readonly update: (key: Image, image: Image | undefined) => void;
  /** Adds an item from a scan, unless a change of it is known. */
  readonly addScanned: (key: Image, image: Image) => void;
  /** Returns expired items, the longest expired first. */
  readonly due: (nowSeconds: number, limit: number) => readonly Due[];
  readonly remove: (due: Due) => void;
};

// TTL ignores items that expired more than five years ago:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
const fiveYearsSeconds = 5 * 365 * 24 * 60 * 60;

const dueRows = z.array(z.object({ key: z.string(), ttl: z.string() }));

/** Schedules the removal of expired items, in memory, so that the table needn't be scanned again. */
export const expirySchedule = (ttlAttribute: string): ExpirySchedule => {
  const database = new DatabaseSync(':memory:');
  database.exec(`CREATE TABLE schedule (key TEXT PRIMARY KEY, ttl TEXT NOT NULL, at REAL NOT NULL) STRICT;
    CREATE INDEX by_time ON schedule (at)`);
  const replace = database.prepare('INSERT OR REPLACE INTO schedule (key, ttl, at) VALUES (:key, :ttl, :at)');
  const add = database.prepare('INSERT OR IGNORE INTO schedule (key, ttl, at) VALUES (:key, :ttl, :at)');
  const drop = database.prepare('DELETE FROM schedule WHERE key = :key');
  const dropThis = database.prepare('DELETE FROM schedule WHERE key = :key AND ttl = :ttl');
  const select = database.prepare(
    'SELECT key, ttl FROM schedule WHERE at <= :now AND at > :oldest ORDER BY at LIMIT :limit',
  );
  const entry = (key: Image, image: Image | undefined) => {
    const ttl = image?.[ttlAttribute]?.N;
    return ttl === undefined ? undefined : { key: keyText(key), ttl, at: Number(ttl) };
  };
  return {
    update: (key, image) => {
      const scheduled = entry(key, image);
      if (scheduled) replace.run(scheduled);
      else drop.run({ key: keyText(key) });
    },
    addScanned: (key, image) => {
      const scheduled = entry(key, image);
      if (scheduled) add.run(scheduled);
    },
    due: (now, limit) => dueRows.parse(select.all({ now, oldest: now - fiveYearsSeconds, limit })),
    remove: ({ key, ttl }) => {
      dropThis.run({ key, ttl });
    },
  };
};
