import { formOf, type Received } from '../web/request.ts';
import { type HttpReply, json } from '../web/response.ts';
import { redeemCode } from './authorization-codes.ts';
import type { HostedLogin } from './hosted-login.ts';
import { findUser } from './pool-users.ts';
import { askTrigger, TriggerFailed } from './pre-token-generation.ts';
import { findRefreshToken, issueRefreshToken, rotateRefreshToken } from './refresh-tokens.ts';
import { makeTokens } from './tokens.ts';

const refused = (error: string, description?: string): HttpReply =>
  json(400, { error, ...(description !== undefined && { error_description: description }) });

const tokenAnswer = (login: HostedLogin, tokens: Record<string, unknown>): HttpReply =>
  json(200, { ...tokens, token_type: 'Bearer', expires_in: login.pool.accessTokenSeconds });

const byCode = async (login: HostedLogin, form: URLSearchParams): Promise<HttpReply> => {
  const code = form.get('code');
  const redirectUri = form.get('redirect_uri');
  if (code === null || redirectUri === null) return refused('invalid_request');
  const presented = { code, redirectUri, clientId: login.pool.clientId, codeVerifier: form.get('code_verifier') ?? '' };
  const now = login.now();
  const issued = redeemCode(login.database, presented, now);
  const user = issued && findUser(login.database, issued.username);
  if (!issued || !user) return refused('invalid_grant');
  const refresh_token = issueRefreshToken(login.database, issued, now + login.pool.refreshTokenSeconds * 1000);
  return tokenAnswer(login, { ...(await makeTokens({ ...login, ...issued, user, now })), refresh_token });
};

const byRefreshToken = async (login: HostedLogin, form: URLSearchParams): Promise<HttpReply> => {
  const token = form.get('refresh_token');
  if (token === null) return refused('invalid_request');
  const now = login.now();
  const kept = findRefreshToken(login.database, token, now);
  const user = kept && findUser(login.database, kept.username);
  if (!kept || !user) return refused('invalid_grant', 'Invalid Refresh Token');
  const granted = kept.authorization;
  const overrides = await askTrigger(login, user, granted.scopes, 'TokenGeneration_RefreshTokens');
  const tokens = await makeTokens({ ...login, user, granted, overrides, now });
  const { rotationGraceSeconds } = login.pool;
  if (rotationGraceSeconds === undefined) return tokenAnswer(login, tokens);
  const refresh_token = rotateRefreshToken(login.database, token, kept, now + rotationGraceSeconds * 1000);
  return tokenAnswer(login, { ...tokens, refresh_token });
};

const grants: Record<string, (login: HostedLogin, form: URLSearchParams) => Promise<HttpReply>> = {
  authorization_code: byCode,
  refresh_token: byRefreshToken,
};

/** POST /oauth2/token: a code with its verifier, or a refresh token, for tokens. */
export const token = async (login: HostedLogin, received: Received): Promise<HttpReply> => {
  const form = formOf(received);
  const grantType = form.get('grant_type');
  if (grantType === null) return refused('invalid_request');
  const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
  if (!grant) return refused('unsupported_grant_type');
  if (form.get('client_id') !== login.pool.clientId) return refused('invalid_client');
  return grant(login, form).catch((error: unknown) => {
    if (error instanceof TriggerFailed) return refused('invalid_request', error.message);
    throw error;
  });
};
