import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type Authorization, authorization } from './tokens.ts';

const keptToken = z.object({
  username: z.string(),
  authorization: z.string().transform((text) => authorization.parse(JSON.parse(text))),
  expiresAt: z.number(),
});
export type KeptRefreshToken = z.infer<typeof keptToken>;

/** Issues a refresh token of a sign-in until `expiresAt`, in epoch milliseconds. */
export const issueRefreshToken = (
  database: DatabaseSync,
  { username, granted }: { readonly username: string; readonly granted: Authorization },
  expiresAt: number,
): string => {
  const token = randomBytes(48).toString('base64url');
  // A nonce belongs to the first ID token only.
  const { nonce: _, ...kept } = granted;
  database
    .prepare(
      'INSERT INTO sign_in_refresh_tokens (token, originJti, username, authorization, expiresAt) VALUES (?, ?, ?, ?, ?)',
    )
    .run(token, granted.originJti, username, JSON.stringify(kept), expiresAt);
  return token;
};

export const findRefreshToken = (database: DatabaseSync, token: string, now: number): KeptRefreshToken | undefined => {
  const row = database
    .prepare(
      'SELECT username, authorization, expiresAt FROM sign_in_refresh_tokens WHERE token = ? AND revokedAt IS NULL AND expiresAt > ?',
    )
    .get(token, now);
  return row && keptToken.parse(row);
};

/**
 * Issues the successor of a refresh token, for the rest of its time; the old one stays good for the grace period.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export const rotateRefreshToken = (
  database: DatabaseSync,
  token: string,
  { username, authorization: granted, expiresAt }: KeptRefreshToken,
  graceEndsAt: number,
): string => {
  const successor = issueRefreshToken(database, { username, granted }, expiresAt);
  database
    .prepare('UPDATE sign_in_refresh_tokens SET expiresAt = min(expiresAt, ?) WHERE token = ?')
    .run(graceEndsAt, token);
  return successor;
};

/** Ends one refresh token. Access tokens made with it stay valid by their signature. */
export const revokeRefreshToken = (database: DatabaseSync, token: string, now: number): void => {
  database
    .prepare('UPDATE sign_in_refresh_tokens SET revokedAt = ? WHERE token = ? AND revokedAt IS NULL')
    .run(now, token);
};

/** Ends every refresh token of a user. */
export const revokeAllOf = (database: DatabaseSync, username: string, now: number): void => {
  database
    .prepare('UPDATE sign_in_refresh_tokens SET revokedAt = ? WHERE username = ? AND revokedAt IS NULL')
    .run(now, username);
};

/** Returns true if the tokens of a sign-in were revoked. Only Cognito's own endpoints check this. */
export const isRevoked = (database: DatabaseSync, originJti: string): boolean =>
  database
    .prepare('SELECT 1 FROM sign_in_refresh_tokens WHERE originJti = ? AND revokedAt IS NOT NULL')
    .get(originJti) !== undefined;
