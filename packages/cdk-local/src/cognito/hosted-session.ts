import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Received } from '../web/request.ts';

// Name and life of Cognito's session cookie, whatever the client's settings are. Signing in by it doesn't prolong it:
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-things-to-know
const cookieName = 'cognito';
const lifetimeSeconds = 3600;

const sessionRow = z.object({ username: z.string(), authenticatedAt: z.number() });
export type HostedSession = z.infer<typeof sessionRow>;

/** Begins a session of a sign-in at `now` and answers the cookie that carries it. */
export const beginSession = (database: DatabaseSync, username: string, now: number): string => {
  const id = randomUUID();
  database
    .prepare('INSERT INTO sign_in_sessions (id, username, authenticatedAt, expiresAt) VALUES (?, ?, ?, ?)')
    .run(id, username, now, now + lifetimeSeconds * 1000);
  return `${cookieName}=${id}; Path=/; Max-Age=${lifetimeSeconds}; HttpOnly; SameSite=Lax`;
};

export const currentSession = (
  database: DatabaseSync,
  { cookies }: Received,
  now: number,
): HostedSession | undefined => {
  const row = database
    .prepare('SELECT username, authenticatedAt FROM sign_in_sessions WHERE id = ? AND expiresAt > ?')
    .get(cookies.get(cookieName) ?? '', now);
  return row && sessionRow.parse(row);
};

/** Ends the browser's session and answers the cookie that says so. */
export const endSession = (database: DatabaseSync, { cookies }: Received): string => {
  database.prepare('DELETE FROM sign_in_sessions WHERE id = ?').run(cookies.get(cookieName) ?? '');
  return `${cookieName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;
};
