import { formOf, type Received } from '../web/request.ts';
import { type HttpReply, json } from '../web/response.ts';
import type { HostedLogin } from './hosted-login.ts';
import { revokeRefreshToken } from './refresh-tokens.ts';

const looksLikeJwt = (token: string): boolean => token.split('.').length === 3;

/** POST /oauth2/revoke: ends a refresh token. A token that is unknown or revoked already answers the same. */
export const revoke = ({ database, pool, now }: HostedLogin, received: Received): HttpReply => {
  const form = formOf(received);
  const token = form.get('token');
  if (!token) return json(400, { error: 'invalid_request', error_description: 'Token must not be empty' });
  if (form.get('client_id') !== pool.clientId) return json(400, { error: 'invalid_client' });
  if (looksLikeJwt(token)) return json(400, { error: 'unsupported_token_type' });
  revokeRefreshToken(database, token, now());
  return { status: 200, headers: { 'cache-control': 'no-store' } };
};
