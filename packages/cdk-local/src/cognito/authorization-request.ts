import * as z from 'zod';
import type { UserPool } from './user-pool.ts';

export const authorizationRequest = z.object({
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  codeChallenge: z.string(),
  state: z.string().optional(),
  nonce: z.string().optional(),
});
/** A valid request to /oauth2/authorize. */
export type AuthorizationRequest = z.infer<typeof authorizationRequest>;

/** The client or its address is wrong: the browser must not be sent there. */
export class UntrustedRequest extends Error {}

/** Any other error, which is sent to the client's redirect URL. */
export class RefusedRequest extends Error {
  readonly code: string;
  readonly redirectUri: string;
  readonly state: string | undefined;

  constructor(
    code: string,
    description: string,
    { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  ) {
    super(description);
    this.code = code;
    this.redirectUri = redirectUri;
    this.state = state;
  }
}

/** The client's address with the error in its query, as OAuth has it. */
export const refusalUrl = ({ code, message, redirectUri, state }: RefusedRequest): URL => {
  const url = new URL(redirectUri);
  url.searchParams.set('error', code);
  url.searchParams.set('error_description', message);
  if (state !== undefined) url.searchParams.set('state', state);
  return url;
};

const given = (query: URLSearchParams, name: string): string | undefined => query.get(name) || undefined;

const trustedRedirectUri = (query: URLSearchParams, pool: UserPool): string => {
  if (query.get('client_id') !== pool.clientId) throw new UntrustedRequest('Client does not exist.');
  const redirectUri = query.get('redirect_uri');
  if (redirectUri === null || !pool.callbackUrls.includes(redirectUri)) throw new UntrustedRequest('redirect_mismatch');
  return redirectUri;
};

const refusalIn = (query: URLSearchParams, scopes: readonly string[], pool: UserPool): [string, string] | undefined => {
  const responseType = query.get('response_type');
  if (responseType === 'token') return ['unauthorized_client', 'The client may not use the implicit flow.'];
  if (responseType !== 'code') return ['invalid_request', 'response_type must be code.'];
  if (scopes.some((scope) => !pool.allowedScopes.includes(scope))) return ['invalid_scope', 'A scope is not allowed.'];
  if (query.get('code_challenge_method') !== 'S256') return ['invalid_request', 'code_challenge_method must be S256.'];
  if (!/^[\w-]{43}$/.test(query.get('code_challenge') ?? ''))
    return ['invalid_request', 'code_challenge is missing or malformed.'];
  if ((query.get('identity_provider') ?? 'Google') !== 'Google')
    return ['invalid_request', 'There is no such identity provider.'];
  // The pool's provider has no identifiers.
  if (query.has('idp_identifier')) return ['invalid_request', 'There is no identity provider with this identifier.'];
  return undefined;
};

/** Reads the query of /oauth2/authorize. Throws `UntrustedRequest` or `RefusedRequest`. */
export const readAuthorizationRequest = (query: URLSearchParams, pool: UserPool): AuthorizationRequest => {
  const redirectUri = trustedRedirectUri(query, pool);
  const state = given(query, 'state');
  const asked = given(query, 'scope')?.split(' ').filter(Boolean);
  // Without scopes Cognito gives all that the client may have.
  const scopes = asked ?? [...pool.allowedScopes];
  const refusal = refusalIn(query, scopes, pool);
  if (refusal) throw new RefusedRequest(...refusal, { redirectUri, state });
  return { redirectUri, scopes, codeChallenge: query.get('code_challenge') ?? '', state, nonce: given(query, 'nonce') };
};
