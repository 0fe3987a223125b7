import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { overrideDetails } from './pre-token-generation.ts';
import { authorization } from './tokens.ts';

const lifetimeMs = 5 * 60_000;

const issuedCode = z.object({
  clientId: z.string(),
  redirectUri: z.string(),
  codeChallenge: z.string(),
  username: z.string(),
  granted: authorization,
  overrides: overrideDetails,
});
/** The grant of an authorization code. */
export type IssuedCode = z.infer<typeof issuedCode>;

export const issueCode = (database: DatabaseSync, issued: IssuedCode, now: number): string => {
  const code = randomUUID();
  database
    .prepare('INSERT INTO sign_in_codes (code, issued, expiresAt) VALUES (?, ?, ?)')
    .run(code, JSON.stringify(issued), now + lifetimeMs);
  return code;
};

type Presented = {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeVerifier: string;
};

const belongs = (issued: IssuedCode, { clientId, redirectUri, codeVerifier }: Presented): boolean =>
  issued.clientId === clientId &&
  issued.redirectUri === redirectUri &&
  issued.codeChallenge === createHash('sha256').update(codeVerifier).digest('base64url');

/** Returns the grant of a code once: any attempt, even a wrong one, uses it up. */
export const redeemCode = (database: DatabaseSync, presented: Presented, now: number): IssuedCode | undefined => {
  const row = database
    .prepare('DELETE FROM sign_in_codes WHERE code = ? RETURNING issued, expiresAt')
    .get(presented.code);
  if (!row) return undefined;
  const { issued, expiresAt } = z.object({ issued: z.string(), expiresAt: z.number() }).parse(row);
  const found = issuedCode.parse(JSON.parse(issued));
  return expiresAt > now && belongs(found, presented) ? found : undefined;
};
