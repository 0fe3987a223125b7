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
import { requireLoginPages } from './login-page.ts';
import { findUser } from './pool-users.ts';
import type { UserPool } from './user-pool.ts';

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-things-to-know:
// what does not complete within five minutes is canceled.
const atGoogleLifetimeSeconds = 300;

const waitingRequest = z.object({
  request: authorizationRequest,
  nonce: z.string(),
  codeVerifier: z.string(),
  signedInAgoSeconds: z.number().optional(),
});
/** A request whose browser is at Google. */
export type WaitingRequest = z.infer<typeof waitingRequest>;

/** Ties the answer to the browser that asked, one cookie a request: sign-ins in two tabs don't disturb each other. */
export const browserCookie = (state: string): string => `csrf-state-${state}`;

/** The values of `prompt`. The classic hosted UI ignores the parameter. */
const promptsIn = (query: URLSearchParams, { managedLoginVersion }: UserPool): readonly string[] =>
  managedLoginVersion === 1 ? [] : (query.get('prompt') ?? '').split(' ').filter(Boolean);

const secret = (): string => randomBytes(32).toString('base64url');

/** The parameters that Cognito passes on to Google: every value of `prompt` except `none`, and the hint. */
const forwardedToGoogle = (query: URLSearchParams, pool: UserPool): Record<string, string> => {
  const prompts = promptsIn(query, pool).filter((value) => value !== 'none');
  const hint = query.get('login_hint');
  return {
    ...(prompts.length > 0 && { prompt: prompts.join(' ') }),
    ...(hint !== null && { login_hint: hint }),
  };
};

/** A parameter of this emulator alone: the tokens are those of a sign-in of that long ago. */
const signedInAgoSeconds = (query: URLSearchParams): number => {
  const seconds = Number(query.get('local_signed_in_ago') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
};

const sendToGoogle = async (
  login: HostedLogin,
  request: AuthorizationRequest,
  query: URLSearchParams,
): Promise<HttpReply> => {
  const state = secret();
  const waiting: WaitingRequest = {
    request,
    nonce: secret(),
    codeVerifier: secret(),
    signedInAgoSeconds: signedInAgoSeconds(query),
  };
  login.database
    .prepare('INSERT INTO sign_in_requests (state, request, expiresAt) VALUES (?, ?, ?)')
    .run(state, JSON.stringify(waiting), login.now() + atGoogleLifetimeSeconds * 1000);
  return redirect(await login.google.signInUrl({ state, ...waiting }, forwardedToGoogle(query, login.pool)), {
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

/**
 * GET /oauth2/authorize, as documented at
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html: a browser with a session gets
 * a code, also with `prompt=select_account`, which only reaches the provider. Without a provider named, the login page
 * comes first.
 */
export const authorize = async (login: HostedLogin, received: Received): Promise<HttpReply> => {
  const query = received.url.searchParams;
  const request = readAuthorizationRequest(query, login.pool);
  requireLoginPages(login.pool);
  const prompts = promptsIn(query, login.pool);
  const session = currentSession(login.database, received, login.now());
  if (session && !prompts.includes('login')) return silently(login, request, session);
  if (prompts.includes('none')) throw new RefusedRequest('login_required', 'There is no session.', request);
  return query.has('identity_provider') ? sendToGoogle(login, request, query) : redirect(`/login?${query}`);
};
