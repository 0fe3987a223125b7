import { createHash, randomBytes } from 'node:crypto';
import { type Browser, follow, openBrowser } from '../../src/cognito/browser.ts';
import type { SignInStack } from './sign-in-stack.ts';

type Changes = Readonly<Record<string, string | undefined>>;
type Account = {
  readonly email: string;
  readonly name?: string;
  readonly subject?: string;
  /** @default 'true' */
  readonly email_verified?: string;
};

const withChanges = (params: Record<string, string>, changes: Changes): URLSearchParams =>
  new URLSearchParams(
    Object.entries({ ...params, ...changes }).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );

export const newVerifier = (): string => randomBytes(32).toString('base64url');
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** A well-made authorization request, with what a test wants different; undefined leaves a parameter out. */
export const authorizeUrl = ({ origin, pool }: SignInStack, verifier: string, changes: Changes = {}): URL => {
  const params = {
    response_type: 'code',
    client_id: pool.clientId,
    redirect_uri: `${origin}/signed-in`,
    scope: 'openid email profile',
    identity_provider: 'Google',
    state: 'client-state',
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  };
  return new URL(`${origin}/oauth2/authorize?${withChanges(params, changes)}`);
};

/** Goes to the hosted login and, where Google asks, types the account in. Answers the address that it ended at. */
export const walkThrough = async (
  stack: SignInStack,
  {
    browser = openBrowser(),
    account = { email: 'ann@example.com' },
    verifier = newVerifier(),
    changes = {},
  }: { browser?: Browser; account?: Account; verifier?: string; changes?: Changes } = {},
): Promise<URL> => {
  const callback = `${stack.origin}/signed-in`;
  const arrived = await follow(browser, authorizeUrl(stack, verifier, changes), callback);
  if (!arrived.url.pathname.startsWith('/google/interaction/')) return arrived.url;
  const form = new URLSearchParams({ name: '', subject: '', email_verified: 'true', ...account });
  return (await follow(browser, arrived.url, callback, { form })).url;
};

/** An unused code and its verifier. */
export const freshCode = async (stack: SignInStack): Promise<{ code: string; verifier: string }> => {
  const verifier = newVerifier();
  const { searchParams } = await walkThrough(stack, { verifier });
  return { code: searchParams.get('code') ?? '', verifier };
};

export const post = async (
  { origin }: SignInStack,
  path: string,
  params: Changes,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(`${origin}${path}`, { method: 'POST', body: withChanges({}, params) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
};

/** Asks for tokens as the public client does. */
export const exchange = (
  stack: SignInStack,
  { code, verifier }: { readonly code: string; readonly verifier: string },
  changes: Changes = {},
): ReturnType<typeof post> =>
  post(stack, '/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: stack.pool.clientId,
    redirect_uri: `${stack.origin}/signed-in`,
    code,
    code_verifier: verifier,
    ...changes,
  });

export const refresh = (stack: SignInStack, refreshToken: string, changes: Changes = {}): ReturnType<typeof post> =>
  post(stack, '/oauth2/token', {
    grant_type: 'refresh_token',
    client_id: stack.pool.clientId,
    refresh_token: refreshToken,
    ...changes,
  });
