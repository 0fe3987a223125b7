import { createHash, randomUUID } from 'node:crypto';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import * as z from 'zod';
import type { PoolUser } from './pool-users.ts';
import type { OverrideDetails } from './pre-token-generation.ts';
import type { KeptJwk } from './signing-keys.ts';
import type { UserPool } from './user-pool.ts';

/** The grant of one sign-in, which every refresh retains. */
export const authorization = z.object({
  originJti: z.string(),
  eventId: z.string(),
  scopes: z.array(z.string()),
  authTimeSeconds: z.int(),
  nonce: z.string().optional(),
});
export type Authorization = z.infer<typeof authorization>;

export type TokenKeys = { readonly id: KeptJwk; readonly access: KeptJwk };

/** Cognito ignores a function's wish to touch these. */
const reserved = new Set(
  `acr amr at_hash aud auth_time azp client_id cognito:username device_key event_id exp iat identities iss jti nbf nonce
   origin_jti scope sub token_use username version`.split(/\s+/),
);

const changed = (
  claims: JWTPayload,
  { claimsToAddOrOverride, claimsToSuppress }: OverrideDetails['id'],
): JWTPayload => {
  const suppressed = new Set(claimsToSuppress?.filter((name) => !reserved.has(name)));
  const added = Object.entries(claimsToAddOrOverride ?? {}).filter(([name]) => !reserved.has(name));
  return Object.fromEntries([...Object.entries(claims), ...added].filter(([name]) => !suppressed.has(name)));
};

const scopeOf = (scopes: readonly string[], { scopesToAdd, scopesToSuppress }: OverrideDetails['access']): string =>
  [...new Set([...scopes, ...(scopesToAdd ?? [])])].filter((scope) => !scopesToSuppress?.includes(scope)).join(' ');

/** Attributes are strings in the pool; the ID token has true and false for the verified address. */
const profileClaims = ({ attributes }: PoolUser, scopes: readonly string[]): JWTPayload => {
  const { email, email_verified, name, picture } = attributes;
  return {
    ...(scopes.includes('email') && { email, email_verified: email_verified === 'true' }),
    ...(scopes.includes('profile') && { name, picture }),
  };
};

const identityClaims = ({ attributes }: PoolUser): JWTPayload => {
  const identities = z.array(z.looseObject({ primary: z.unknown(), dateCreated: z.unknown() }));
  return {
    identities: identities.parse(JSON.parse(attributes.identities ?? '[]')).map((identity) => ({
      ...identity,
      primary: String(identity.primary),
      dateCreated: String(identity.dateCreated),
    })),
  };
};

const sign = async (claims: JWTPayload, key: KeptJwk): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(await importJWK(key, 'RS256'));

const leftHalf = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');

type Making = {
  readonly pool: UserPool;
  readonly keys: TokenKeys;
  readonly user: PoolUser;
  readonly granted: Authorization;
  readonly overrides: OverrideDetails;
  /** Epoch milliseconds. */
  readonly now: number;
};

const sharedClaims = ({ pool, user, granted, overrides, now }: Making): JWTPayload => ({
  sub: user.attributes.sub ?? '',
  ...(overrides.groups.length > 0 && { 'cognito:groups': overrides.groups }),
  iss: pool.issuer,
  origin_jti: granted.originJti,
  event_id: granted.eventId,
  auth_time: granted.authTimeSeconds,
  iat: Math.floor(now / 1000),
  jti: randomUUID(),
});

const expiry = (now: number, seconds: number): number => Math.floor(now / 1000) + seconds;

/** Access and ID token with Cognito's claims, after the pool's function had its say. */
export const makeTokens = async (making: Making): Promise<{ access_token: string; id_token?: string }> => {
  const { pool, keys, user, granted, overrides, now } = making;
  const accessClaims = {
    ...sharedClaims(making),
    token_use: 'access',
    version: 2,
    client_id: pool.clientId,
    username: user.username,
    scope: scopeOf(granted.scopes, overrides.access),
    exp: expiry(now, pool.accessTokenSeconds),
  };
  const access_token = await sign(changed(accessClaims, overrides.access), keys.access);
  // As with any OpenID provider: without the scope openid there is no ID token.
  if (!granted.scopes.includes('openid')) return { access_token };
  const idClaims = {
    ...sharedClaims(making),
    token_use: 'id',
    aud: pool.clientId,
    at_hash: leftHalf(access_token),
    'cognito:username': user.username,
    ...(granted.nonce !== undefined && { nonce: granted.nonce }),
    ...identityClaims(user),
    ...profileClaims(user, granted.scopes),
    exp: expiry(now, pool.idTokenSeconds),
  };
  return { access_token, id_token: await sign(changed(idClaims, overrides.id), keys.id) };
};
