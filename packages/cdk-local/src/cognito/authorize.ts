import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Received } from '../web/request.ts';
import { type HttpReply, redirect } from '../web/response.ts';
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

const promptsIn = (query: URLSearchParams): readonly string[] => (query.get('prompt') ?? '').split(' ');

const secret = (): string => randomBytes(32).toString('base64url');

/** Cognito hands on select_account and the hint; "login" ends at its own session, and Google may sign in silently. */
const forwardedToGoogle = (query: URLSearchParams): Record<string, string> => {
  const hint = query.get('login_hint');
  return {
    ...(promptsIn(query).includes('select_account') && { prompt: 'select_account' }),
    ...(hint !== null && { login_hint: hint }),
  };
};

const sendToGoogle = async (
  login: HostedLogin,
  request: AuthorizationRequest,
  query: URLSearchParams,
): Promise<HttpReply> => {
  const state = secret();
  const waiting: WaitingRequest = { request, nonce: secret(), codeVerifier: secret() };
  login.database
    .prepare('INSERT INTO sign_in_requests (state, request, expiresAt) VALUES (?, ?, ?)')
    .run(state, JSON.stringify(waiting), login.now() + atGoogleLifetimeSeconds * 1000);
  return redirect(await login.google.signInUrl({ state, ...waiting }, forwardedToGoogle(query)), {
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

const silently = async (
  login: HostedLogin,
  request: AuthorizationRequest,
  session: HostedSession,
): Promise<HttpReply> => {
  const user = findUser(login.database, session.username);
  if (!user) throw new Error(`A session names the user ${session.username}, whom the pool does not know.`);
  return redirect(await signedInUrl(login, request, { user, authenticatedAt: session.authenticatedAt }));
};

/** GET /oauth2/authorize: back with a code where the browser has a session, else to Google, the only provider. */
export const authorize = async (login: HostedLogin, received: Received): Promise<HttpReply> => {
  const query = received.url.searchParams;
  const request = readAuthorizationRequest(query, login.pool);
  const prompts = promptsIn(query);
  const session = currentSession(login.database, received, login.now());
  const anew = prompts.includes('login') || prompts.includes('select_account');
  if (session && !anew) return silently(login, request, session);
  if (prompts.includes('none')) throw new RefusedRequest('login_required', 'There is no session.', request);
  return sendToGoogle(login, request, query);
};
