import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type Answer, redirect } from '#local/web/answer.ts';
import type { Received } from '#local/web/request.ts';
import {
  type AuthorizationRequest,
  authorizationRequest,
  RefusedRequest,
  readAuthorizationRequest,
} from './authorization-request.ts';
import type { HostedLogin } from './hosted-login.ts';
import { currentSession, type HostedSession } from './hosted-session.ts';
import { signedInUrl } from './issue-code.ts';
import { findUser } from './pool-users.ts';

const atGoogleLifetimeSeconds = 600;

const waitingRequest = z.object({ request: authorizationRequest, nonce: z.string(), codeVerifier: z.string() });
/** A request whose browser is at Google. */
export type WaitingRequest = z.infer<typeof waitingRequest>;

/** Ties the answer to the browser that asked, one cookie a request: sign-ins in two tabs don't disturb each other. */
export const browserCookie = (state: string): string => `csrf-state-${state}`;

const secret = (): string => randomBytes(32).toString('base64url');

const sendToGoogle = async (
  login: HostedLogin,
  request: AuthorizationRequest,
  prompt: string | undefined,
): Promise<Answer> => {
  const state = secret();
  const waiting: WaitingRequest = { request, nonce: secret(), codeVerifier: secret() };
  login.database
    .prepare('INSERT INTO sign_in_requests (state, request, expiresAt) VALUES (?, ?, ?)')
    .run(state, JSON.stringify(waiting), login.now() + atGoogleLifetimeSeconds * 1000);
  return redirect(await login.google.signInUrl({ state, ...waiting }, prompt), {
    'set-cookie': `${browserCookie(state)}=1; Path=/oauth2/idpresponse; Max-Age=${atGoogleLifetimeSeconds}; HttpOnly; SameSite=Lax`,
  });
};

/** The request that Google's answer belongs to, once. */
export const takeWaitingRequest = ({ database, now }: HostedLogin, state: string): WaitingRequest | undefined => {
  const row = database.prepare('DELETE FROM sign_in_requests WHERE state = ? RETURNING request, expiresAt').get(state);
  if (!row) return undefined;
  const { request, expiresAt } = z.object({ request: z.string(), expiresAt: z.number() }).parse(row);
  return expiresAt > now() ? waitingRequest.parse(JSON.parse(request)) : undefined;
};

const silently = async (login: HostedLogin, request: AuthorizationRequest, session: HostedSession): Promise<Answer> => {
  const user = findUser(login.database, session.username);
  if (!user) return sendToGoogle(login, request, undefined);
  return redirect(await signedInUrl(login, request, { user, authenticatedAt: session.authenticatedAt }));
};

/** GET /oauth2/authorize: back with a code where the browser has a session, else to Google, the only provider. */
export const authorize = async (login: HostedLogin, received: Received): Promise<Answer> => {
  const query = received.url.searchParams;
  const request = readAuthorizationRequest(query, login.pool);
  const prompts = (query.get('prompt') ?? '').split(' ');
  const session = currentSession(login.database, received, login.now());
  const anew = prompts.includes('login') || prompts.includes('select_account');
  if (session && !anew) return silently(login, request, session);
  if (prompts.includes('none')) throw new RefusedRequest('login_required', 'There is no session.', request);
  // Cognito forwards select_account; "login" ends at its own session, and Google may still sign in silently.
  return sendToGoogle(login, request, prompts.includes('select_account') ? 'select_account' : undefined);
};
