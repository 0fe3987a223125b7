import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { UserPool } from './user-pool.ts';

/** The claims of Google at a sign-in. */
export const googleProfile = z.object({
  sub: z.string(),
  email: z.string(),
  email_verified: z.boolean(),
  name: z.string().optional(),
  picture: z.string().optional(),
  /** The account's hosted domain. */
  hd: z.string().optional(),
});
export type GoogleProfile = z.infer<typeof googleProfile>;

const userRow = z.object({
  username: z.string(),
  attributes: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  createdAt: z.number(),
  modifiedAt: z.number(),
});

/** A user of the pool; Cognito keeps every attribute as a string. */
export type PoolUser = z.infer<typeof userRow>;

/** A UUID that only this pool and Google account give: a fresh data folder knows everyone again. */
const subOf = (poolId: string, googleSubject: string): string => {
  const hash = createHash('sha256').update(`${poolId}\n${googleSubject}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hash.charAt(16), 16) % 4];
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
};

const identitiesOf = (googleSubject: string, createdAt: number): string =>
  JSON.stringify([
    {
      userId: googleSubject,
      providerName: 'Google',
      providerType: 'Google',
      issuer: null,
      primary: true,
      dateCreated: createdAt,
    },
  ]);

export const findUser = (database: DatabaseSync, username: string): PoolUser | undefined => {
  const row = database.prepare('SELECT * FROM sign_in_users WHERE username = ?').get(username);
  return row && userRow.parse(row);
};

const customAttributesOf = ({ customAttributes = {} }: UserPool, profile: GoogleProfile): Record<string, string> =>
  Object.fromEntries(
    Object.entries(customAttributes).flatMap(([attribute, claim]) => {
      const value: unknown = Object.entries(profile).find(([name]) => name === claim)?.[1];
      return value === undefined ? [] : [[attribute, String(value)]];
    }),
  );

/** Makes the user at the first sign-in; at every later one the mapped attributes are Google's again. */
export const federate = (database: DatabaseSync, pool: UserPool, profile: GoogleProfile, now: number): PoolUser => {
  const username = `google_${profile.sub}`;
  const createdAt = findUser(database, username)?.createdAt ?? now;
  const attributes = {
    sub: subOf(pool.poolId, profile.sub),
    identities: identitiesOf(profile.sub, createdAt),
    'cognito:user_status': 'EXTERNAL_PROVIDER',
    email: profile.email,
    email_verified: String(profile.email_verified),
    ...(profile.name !== undefined && { name: profile.name }),
    ...(profile.picture !== undefined && { picture: profile.picture }),
    ...customAttributesOf(pool, profile),
  };
  database
    .prepare(
      `INSERT INTO sign_in_users (username, attributes, createdAt, modifiedAt) VALUES (?, ?, ?, ?)
       ON CONFLICT (username) DO UPDATE SET attributes = excluded.attributes, modifiedAt = excluded.modifiedAt`,
    )
    .run(username, JSON.stringify(attributes), createdAt, now);
  return { username, attributes, createdAt, modifiedAt: now };
};
