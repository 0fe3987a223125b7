import type { JSONWebKeySet } from 'jose';
import type { HostedLogin } from './hosted-login.ts';
import { publicPart } from './signing-keys.ts';

export const keySet = ({ keys }: Pick<HostedLogin, 'keys'>): JSONWebKeySet => ({
  keys: [publicPart(keys.id), publicPart(keys.access)],
});

/** As Cognito's: the issuer is the pool's, the endpoints are the domain's. */
export const discovery = ({ origin, pool }: HostedLogin): unknown => ({
  authorization_endpoint: `${origin}/oauth2/authorize`,
  end_session_endpoint: `${origin}/logout`,
  id_token_signing_alg_values_supported: ['RS256'],
  issuer: pool.issuer,
  jwks_uri: `${origin}/.well-known/jwks.json`,
  response_types_supported: ['code', 'token'],
  revocation_endpoint: `${origin}/oauth2/revoke`,
  scopes_supported: ['openid', 'email', 'phone', 'profile'],
  subject_types_supported: ['public'],
  token_endpoint: `${origin}/oauth2/token`,
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  userinfo_endpoint: `${origin}/oauth2/userInfo`,
});
