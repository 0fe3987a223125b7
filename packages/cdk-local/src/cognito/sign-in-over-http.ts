import * as client from 'openid-client';
import * as z from 'zod';
import { NotRunning } from '../run/run-info.ts';
import { type Browser, follow, openBrowser } from './browser.ts';

const runningStack = z.object({ clientId: z.string(), callbackUrl: z.string() });
const metadata = z.object({ issuer: z.string(), authorization_endpoint: z.string(), token_endpoint: z.string() });

export type Person = {
  /** Where the local stack runs, e.g. http://localhost:3000. */
  readonly url: string;
  readonly email: string;
  /** @default the account's name, at first one taken from the address */
  readonly name?: string | undefined;
  /** True if Google has verified the address. @default true */
  readonly verified?: boolean | undefined;
  /** The Google account. @default the one that belongs to the address */
  readonly subject?: string | undefined;
  /** The account's hosted domain, or `none`. @default the address's domain, except for Google's own */
  readonly hostedDomain?: string | undefined;
  /** @default 0 */
  readonly signedInAgoSeconds?: number | undefined;
};

export type SignedIn = { readonly accessToken: string; readonly idToken: string; readonly refreshToken: string };

const fetchJson = async (url: string): Promise<unknown> => {
  const response = await fetch(url).catch(() => {
    throw new NotRunning(new URL(url).origin);
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: is it the local stack that runs there?`);
  return response.json();
};

const clientOf = async (url: string): Promise<{ configuration: client.Configuration; callbackUrl: string }> => {
  const { clientId, callbackUrl } = runningStack.parse(await fetchJson(`${url}/local/running.json`));
  const server = metadata.parse(await fetchJson(`${url}/.well-known/openid-configuration`));
  const configuration = new client.Configuration(server, clientId, undefined, client.None());
  // Loopback has no certificates.
  client.allowInsecureRequests(configuration);
  return { configuration, callbackUrl };
};

const submitAccount = async (browser: Browser, at: URL, person: Person, callbackUrl: string): Promise<URL> => {
  const { email, name = '', verified = true, subject = '', hostedDomain = '' } = person;
  const form = new URLSearchParams({
    email,
    name,
    subject,
    email_verified: String(verified),
    hosted_domain: hostedDomain,
  });
  const { url, page } = await follow(browser, at, callbackUrl, { form });
  if (!page) return url;
  const reason = /<p role="alert"><strong>([^<]*)/.exec(await page.text())?.[1];
  throw new Error(reason ?? `The sign-in ended at ${url.pathname} with status ${page.status}.`);
};

/**
 * Signs in as a person does: authorize with PKCE, the form of Google's stand-in, back with a code, tokens for it.
 * Throws an Error whose message is one sentence for a person.
 */
export const signIn = async (person: Person): Promise<SignedIn> => {
  const { configuration, callbackUrl } = await clientOf(person.url.replace(/\/+$/, ''));
  const checks = {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  const authorizeUrl = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackUrl,
    scope: 'openid email profile',
    identity_provider: 'Google',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...(person.signedInAgoSeconds !== undefined && { local_signed_in_ago: String(person.signedInAgoSeconds) }),
  });
  const browser = openBrowser();
  const chooser = await follow(browser, authorizeUrl, callbackUrl);
  const answer = chooser.page ? await submitAccount(browser, chooser.url, person, callbackUrl) : chooser.url;
  const tokens = await client.authorizationCodeGrant(configuration, answer, checks).catch((error: unknown) => {
    if (error instanceof client.AuthorizationResponseError) throw new Error(error.error_description ?? error.error);
    throw error;
  });
  return { accessToken: tokens.access_token, idToken: tokens.id_token ?? '', refreshToken: tokens.refresh_token ?? '' };
};
