import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  enableNonRepudiationChecks,
} from 'openid-client';
import { type GoogleProfile, googleProfile } from './pool-users.ts';

/** The client that the pool is at Google; the secret guards nothing outside this machine. */
export const googleClient = { id: 'local-user-pool', secret: 'local-user-pool-secret' } as const;

type Checks = { readonly state: string; readonly nonce: string; readonly codeVerifier: string };

/** The pool as a client of Google. */
export type GoogleClient = {
  /** @param forwarded what the client's own request says to Google: `prompt`, `login_hint` */
  readonly signInUrl: (checks: Checks, forwarded: Record<string, string>) => Promise<URL>;
  /** Trades Google's answer for the profile. Rejects when Google refused or the answer doesn't fit the checks. */
  readonly profile: (answer: URL, checks: Checks) => Promise<GoogleProfile>;
};

const configurationOf = (issuer: string): Configuration => {
  const configuration = new Configuration(
    { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` },
    googleClient.id,
    googleClient.secret,
  );
  // Loopback has no certificates.
  allowInsecureRequests(configuration);
  enableNonRepudiationChecks(configuration);
  return configuration;
};

export const googleClientOf = (origin: string): GoogleClient => {
  const configuration = configurationOf(`${origin}/google`);
  return {
    signInUrl: async ({ state, nonce, codeVerifier }, forwarded) =>
      buildAuthorizationUrl(configuration, {
        redirect_uri: `${origin}/oauth2/idpresponse`,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...forwarded,
      }),
    profile: async (answer, { state, nonce, codeVerifier }) => {
      const tokens = await authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      return googleProfile.parse(tokens.claims());
    },
  };
};
