import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import * as z from 'zod';

const secretRow = z.object({ secret: z.string() });
const keptJwk = z.looseObject({ kty: z.string(), kid: z.string() });

export type KeptJwk = JWK & z.infer<typeof keptJwk>;

const keptSecret = (database: DatabaseSync, use: string): string | undefined => {
  const row = database.prepare('SELECT secret FROM sign_in_keys WHERE use = ?').get(use);
  return row && secretRow.parse(row).secret;
};

const keepSecret = (database: DatabaseSync, use: string, secret: string): void => {
  database.prepare('INSERT INTO sign_in_keys (use, secret) VALUES (?, ?)').run(use, secret);
};

const newKey = async (): Promise<KeptJwk> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return keptJwk.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' });
};

/** The private RS256 key kept under this name, made at the first start: tokens stay valid over restarts. */
export const keptKey = async (database: DatabaseSync, name: string): Promise<KeptJwk> => {
  const kept = keptSecret(database, name);
  if (kept !== undefined) return keptJwk.parse(JSON.parse(kept));
  const made = await newKey();
  keepSecret(database, name, JSON.stringify(made));
  return made;
};

/** Signs the cookies of the Google stand-in. */
export const keptCookieKey = (database: DatabaseSync): string => {
  const kept = keptSecret(database, 'google-cookies');
  if (kept !== undefined) return kept;
  const made = randomBytes(32).toString('base64url');
  keepSecret(database, 'google-cookies', made);
  return made;
};

export const publicPart = ({ kty, kid, alg, use, n, e }: KeptJwk): JWK => ({ alg, e, kid, kty, n, use }) as JWK;
