import { randomUUID } from 'node:crypto';
import { issueCode } from './authorization-codes.ts';
import { type AuthorizationRequest, RefusedRequest } from './authorization-request.ts';
import type { HostedLogin } from './hosted-login.ts';
import type { PoolUser } from './pool-users.ts';
import { askTrigger, TriggerFailed } from './pre-token-generation.ts';

/**
 * The client's address with a fresh code. The pool's function is asked now, as Cognito does, so that its failure
 * reaches the client's callback. Throws `RefusedRequest` then.
 */
export const signedInUrl = async (
  login: HostedLogin,
  request: AuthorizationRequest,
  { user, authenticatedAt }: { readonly user: PoolUser; readonly authenticatedAt: number },
): Promise<URL> => {
  const overrides = await askTrigger(login, user, request.scopes, 'TokenGeneration_HostedAuth').catch(
    (error: unknown) => {
      throw error instanceof TriggerFailed ? new RefusedRequest('invalid_request', error.message, request) : error;
    },
  );
  const granted = {
    originJti: randomUUID(),
    eventId: randomUUID(),
    scopes: request.scopes,
    authTimeSeconds: Math.floor(authenticatedAt / 1000),
    nonce: request.nonce,
  };
  const { redirectUri, codeChallenge, state } = request;
  const issued = {
    clientId: login.pool.clientId,
    redirectUri,
    codeChallenge,
    username: user.username,
    granted,
    overrides,
  };
  const url = new URL(redirectUri);
  url.searchParams.set('code', issueCode(login.database, issued, login.now()));
  if (state !== undefined) url.searchParams.set('state', state);
  return url;
};
