import { AuthorizationResponseError } from 'openid-client';
import type { Received } from '../web/request.ts';
import { type HttpReply, redirect } from '../web/response.ts';
import { type AuthorizationRequest, RefusedRequest, UntrustedRequest } from './authorization-request.ts';
import { browserCookie, takeWaitingRequest, type WaitingRequest } from './authorize.ts';
import type { HostedLogin } from './hosted-login.ts';
import { beginSession } from './hosted-session.ts';
import { signedInUrl } from './issue-code.ts';
import { federate, type GoogleProfile } from './pool-users.ts';

const waitingFor = (login: HostedLogin, { url, cookies }: Received): WaitingRequest & { state: string } => {
  const state = url.searchParams.get('state') ?? '';
  if (!cookies.has(browserCookie(state)))
    throw new UntrustedRequest(`This sign-in was not begun in this browser. Begin it at ${login.origin}.`);
  const waiting = takeWaitingRequest(login, state);
  if (!waiting) throw new UntrustedRequest('This sign-in ran out, or was answered already. Begin it again.');
  return { ...waiting, state };
};

const refusedByGoogle = (error: unknown, request: AuthorizationRequest): RefusedRequest =>
  error instanceof AuthorizationResponseError
    ? new RefusedRequest(error.error, error.error_description ?? 'Google refused the sign-in.', request)
    : new RefusedRequest('invalid_request', `Google's answer could not be used: ${String(error)}`, request);

const profileFrom = (
  login: HostedLogin,
  { url }: Received,
  waiting: WaitingRequest & { state: string },
): Promise<GoogleProfile> =>
  login.google.profile(new URL(`${login.origin}${url.pathname}${url.search}`), waiting).catch((error: unknown) => {
    throw refusedByGoogle(error, waiting.request);
  });

/** GET /oauth2/idpresponse: Google's answer. Makes or refreshes the user, begins the session, hands over the code. */
export const identityResponse = async (login: HostedLogin, received: Received): Promise<HttpReply> => {
  const waiting = waitingFor(login, received);
  const profile = await profileFrom(login, received, waiting);
  const now = login.now();
  const user = federate(login.database, login.pool, profile, now);
  const authenticatedAt = now - (waiting.signedInAgoSeconds ?? 0) * 1000;
  const location = await signedInUrl(login, waiting.request, { user, authenticatedAt });
  const forget = `${browserCookie(waiting.state)}=; Path=/oauth2/idpresponse; Max-Age=0; HttpOnly; SameSite=Lax`;
  return redirect(location, { 'set-cookie': [beginSession(login.database, user.username, authenticatedAt), forget] });
};
