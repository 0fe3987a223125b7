import {
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

const pair = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };

export const publicKey = jwk;
export const keySet: JSONWebKeySet = { keys: [jwk] };
export const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_local';
export const audience = 'client-of-the-console';

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Returns the claims of a valid access token with `differences`. Undefined claims are left out. */
export const claimsWith = (differences: Record<string, unknown> = {}): JWTPayload => ({
  sub: 'user-1',
  iss: issuer,
  client_id: audience,
  token_use: 'access',
  scope: 'openid email',
  exp: nowSeconds() + 600,
  iat: nowSeconds() - 5,
  ...differences,
});

/** Returns an access token that is valid except for `differences`. */
export const tokenWith = (
  differences: Record<string, unknown> = {},
  header: JWTHeaderParameters = { alg: 'RS256', kid: 'key-1' },
  key: Parameters<SignJWT['sign']>[0] = pair.privateKey,
): Promise<string> => new SignJWT(claimsWith(differences)).setProtectedHeader(header).sign(key);
