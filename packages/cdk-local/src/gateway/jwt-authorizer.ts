import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { JwtAuthorizer } from '../template/routes.ts';

/** A valid token, as the function receives it. */
export type Authorized = {
  /** All values as text, as API Gateway passes them. */
  readonly claims: Readonly<Record<string, string>>;
  /** The route's scopes that the token has; null for a route without scopes. */
  readonly scopes: readonly string[] | null;
};

export type Denial = { readonly status: 401 | 403; readonly challenge: string };

const algorithms = ['RS256', 'RS384', 'RS512'];

const unauthorized = (challenge: string): Denial => ({ status: 401, challenge });

const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const claimsAsText = (payload: JWTPayload): Record<string, string> =>
  Object.fromEntries(
    Object.entries(payload).flatMap(([name, value]) => (value === null ? [] : [[name, claimText(value)]])),
  );

const scopesOf = ({ scope, scp }: JWTPayload): readonly string[] => {
  const granted = scope ?? scp;
  if (Array.isArray(granted)) return granted.map(String);
  return typeof granted === 'string' ? granted.split(' ') : [];
};

const isFor = ({ aud, client_id: clientId }: JWTPayload, audience: readonly string[]): boolean =>
  [aud ?? clientId].flat().some((one) => typeof one === 'string' && audience.includes(one));

const isValidYet = ({ iat, nbf }: JWTPayload, nowSeconds: number): boolean =>
  [iat, nbf].every((time) => time === undefined || time <= nowSeconds);

const tokenIn = (header: string | undefined): string | undefined => header?.replace(/^bearer\s+/i, '') || undefined;

/** A key set whose keys are imported once, as long as the same ones are published. */
let imported: { readonly published: string; readonly keySet: ReturnType<typeof createLocalJWKSet> } | undefined;

const keySetOf = (keys: JSONWebKeySet): ReturnType<typeof createLocalJWKSet> => {
  const published = JSON.stringify(keys);
  if (imported?.published !== published) imported = { published, keySet: createLocalJWKSet(keys) };
  return imported.keySet;
};

const verified = async (
  token: string,
  keys: () => JSONWebKeySet,
  { issuer, audience }: JwtAuthorizer,
  now: number,
): Promise<JWTPayload | undefined> => {
  try {
    // jose accepts a token without a key id if there is only one key.
    if (decodeProtectedHeader(token).kid === undefined) return undefined;
    const required = ['exp', 'iss'];
    const { payload } = await jwtVerify(token, keySetOf(keys()), {
      algorithms,
      issuer,
      requiredClaims: required,
      currentDate: new Date(now),
    });
    return isFor(payload, audience) && isValidYet(payload, Math.floor(now / 1000)) ? payload : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Checks the `Authorization` header as the JWT authorizer of an HTTP API does, with the pool's public keys, at `now` in
 * epoch milliseconds. Denies every request when the keys are unavailable.
 */
export const authorize = async (
  header: string | undefined,
  authorizer: JwtAuthorizer,
  routeScopes: readonly string[],
  keys: () => JSONWebKeySet,
  now: number = Date.now(),
): Promise<Authorized | Denial> => {
  const token = tokenIn(header);
  if (token === undefined) return unauthorized('Bearer');
  const payload = await verified(token, keys, authorizer, now);
  if (!payload) return unauthorized('Bearer error="invalid_token"');
  const granted = scopesOf(payload);
  const matching = routeScopes.filter((scope) => granted.includes(scope));
  if (routeScopes.length > 0 && matching.length === 0)
    return { status: 403, challenge: `Bearer scope="${routeScopes.join(' ')}" error="insufficient_scope"` };
  return { claims: claimsAsText(payload), scopes: routeScopes.length > 0 ? matching : null };
};
