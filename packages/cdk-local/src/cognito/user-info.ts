import { importJWK, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Received } from '../web/request.ts';
import { type HttpReply, json } from '../web/response.ts';
import type { HostedLogin } from './hosted-login.ts';
import { findUser, type PoolUser } from './pool-users.ts';
import { isRevoked } from './refresh-tokens.ts';
import { publicPart } from './signing-keys.ts';

const accessClaims = z.object({
  token_use: z.literal('access'),
  username: z.string(),
  origin_jti: z.string(),
  scope: z.string().transform((scope) => scope.split(' ')),
});

const refused = (description: string): HttpReply =>
  json(
    401,
    { error: 'invalid_token', error_description: description },
    { 'www-authenticate': `Bearer error="invalid_token", error_description="${description}"` },
  );

const verified = async (
  { pool, keys, now }: HostedLogin,
  token: string,
): Promise<z.infer<typeof accessClaims> | undefined> => {
  const key = await importJWK(publicPart(keys.access), 'RS256');
  const checks = { issuer: pool.issuer, algorithms: ['RS256'], currentDate: new Date(now()) };
  const payload = await jwtVerify(token, key, checks).then(
    (result) => result.payload,
    () => undefined,
  );
  return accessClaims.safeParse(payload).data;
};

/** All strings, the verified address included: so does Cognito here, unlike in its ID token. */
const claimsOf = ({ username, attributes }: PoolUser, scopes: readonly string[]): Record<string, unknown> => {
  const { sub, identities, email, email_verified, name, picture } = attributes;
  return {
    sub,
    username,
    identities,
    ...(scopes.includes('email') && { email, email_verified }),
    ...(scopes.includes('profile') && { name, picture }),
  };
};

/** GET or POST /oauth2/userInfo with an access token that has the scope openid. */
export const userInfo = async (login: HostedLogin, { headers }: Received): Promise<HttpReply> => {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const claims = bearer === undefined ? undefined : await verified(login, bearer);
  const user = claims && findUser(login.database, claims.username);
  if (!claims || !user || isRevoked(login.database, claims.origin_jti))
    return refused('Access token is expired, disabled, or deleted, or the user has globally signed out.');
  if (!claims.scope.includes('openid')) return refused('Access token does not contain openid scope');
  return json(200, claimsOf(user, claims.scope));
};
