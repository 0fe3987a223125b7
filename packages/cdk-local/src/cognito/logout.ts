import type { Received } from '../web/request.ts';
import { type HttpReply, redirect } from '../web/response.ts';
import { UntrustedRequest } from './authorization-request.ts';
import type { HostedLogin } from './hosted-login.ts';
import { endSession } from './hosted-session.ts';

/** GET /logout: ends the browser's session here, never the one at Google. Throws `UntrustedRequest`. */
export const logout = ({ database, pool }: HostedLogin, received: Received): HttpReply => {
  const query = received.url.searchParams;
  const logoutUri = query.get('logout_uri');
  if (query.get('client_id') !== pool.clientId) throw new UntrustedRequest('Client does not exist.');
  if (logoutUri === null) throw new UntrustedRequest("Required String parameter 'logout_uri' is not present");
  if (!pool.logoutUrls.includes(logoutUri)) throw new UntrustedRequest('redirect_mismatch');
  return redirect(logoutUri, { 'set-cookie': endSession(database, received) });
};
