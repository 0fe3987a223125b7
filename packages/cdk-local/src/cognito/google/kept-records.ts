import type { DatabaseSync } from 'node:sqlite';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import * as z from 'zod';

const recordRow = z.object({
  payload: z.string().transform((text): AdapterPayload => z.looseObject({}).parse(JSON.parse(text))),
});

/** Where oidc-provider keeps its sessions, grants and codes: they outlive the process. */
export const keptRecords =
  (database: DatabaseSync, now: () => number) =>
  (model: string): Adapter => {
    const found = (row: unknown): AdapterPayload | undefined =>
      row === undefined ? undefined : recordRow.parse(row).payload;
    return {
      upsert: async (id, payload, expiresIn) => {
        database
          .prepare(
            'INSERT OR REPLACE INTO google_records (model, id, payload, grantId, uid, expiresAt) VALUES (?, ?, ?, ?, ?, ?)',
          )
          .run(
            model,
            id,
            JSON.stringify(payload),
            payload.grantId ?? null,
            payload.uid ?? null,
            expiresIn ? now() + expiresIn * 1000 : null,
          );
      },
      find: async (id) =>
        found(database.prepare('SELECT payload FROM google_records WHERE model = ? AND id = ?').get(model, id)),
      findByUid: async (uid) =>
        found(database.prepare('SELECT payload FROM google_records WHERE model = ? AND uid = ?').get(model, uid)),
      // Only for the device flow, which is off.
      findByUserCode: async () => undefined,
      consume: async (id) => {
        database
          .prepare("UPDATE google_records SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?")
          .run(Math.floor(now() / 1000), model, id);
      },
      destroy: async (id) => {
        database.prepare('DELETE FROM google_records WHERE model = ? AND id = ?').run(model, id);
      },
      // Not the grant itself: the library destroys that by its id.
      revokeByGrantId: async (grantId) => {
        database.prepare('DELETE FROM google_records WHERE grantId = ?').run(grantId);
      },
    };
  };
