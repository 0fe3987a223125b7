import type { Received } from '../web/request.ts';
import { type HttpReply, redirect } from '../web/response.ts';
import { UntrustedRequest } from './authorization-request.ts';
import type { HostedLogin } from './hosted-login.ts';
import { endSession } from './hosted-session.ts';
import type { UserPool } from './user-pool.ts';

/** Parameters that the login page receives. `identity_provider` is not among them. */
const passedOn = ['client_id', 'redirect_uri', 'response_type', 'state', 'scope', 'nonce'];

const toLoginPage = (query: URLSearchParams): string =>
  `/login?${new URLSearchParams([...query].filter(([name]) => passedOn.includes(name)))}`;

/** Where the browser goes on; `logout_uri` wins over `redirect_uri`. Throws `UntrustedRequest`. */
const destination = (query: URLSearchParams, pool: UserPool): string => {
  const logoutUri = query.get('logout_uri');
  const redirectUri = query.get('redirect_uri');
  if (query.get('client_id') !== pool.clientId) throw new UntrustedRequest('Client does not exist.');
  if (logoutUri === null && redirectUri === null)
    throw new UntrustedRequest("Required String parameter 'logout_uri' is not present");
  if (logoutUri !== null && pool.logoutUrls.includes(logoutUri)) return logoutUri;
  if (logoutUri === null && pool.callbackUrls.includes(redirectUri ?? '')) return toLoginPage(query);
  throw new UntrustedRequest('redirect_mismatch');
};

/**
 * GET /logout: ends the browser's session here, never the one at Google:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export const logout = ({ database, pool }: HostedLogin, received: Received): HttpReply =>
  redirect(destination(received.url.searchParams, pool), { 'set-cookie': endSession(database, received) });
