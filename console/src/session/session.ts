import { ErrorResponse, type StateStore, type User, UserManager } from 'oidc-client-ts';
import { tabStorage } from './browser-storage.ts';
import { atSameOrigin } from './same-origin.ts';
import type { Settings } from './settings.ts';

let manager: UserManager | undefined;

/** The library's view of the session, once it was started. */
export const userManager = (): UserManager => {
  if (!manager) throw new Error('The session was not started.');
  return manager;
};

// Firefox throws if site data is blocked. Signing in is not possible then.
const channel = (): BroadcastChannel | undefined => {
  try {
    return new BroadcastChannel('session');
  } catch {
    return undefined;
  }
};

// Each tab has its own tokens; signing out in one tab ends the session in all of them.
const tabs = channel();

/** Ends the session in the other tabs. */
export const endSessionElsewhere = (): void => tabs?.postMessage('signed-out');

let ended = false;

/** Returns true if a session of this tab has ended. False if there was none. */
export const sessionHasEnded = (): boolean => ended;

const prefix = 'oidc.';

const store: StateStore = {
  get: async (key) => tabStorage.get(prefix + key) ?? null,
  set: async (key, value) => tabStorage.set(prefix + key, value),
  remove: async (key) => {
    const value = tabStorage.get(prefix + key) ?? null;
    tabStorage.remove(prefix + key);
    return value;
  },
  getAllKeys: async () =>
    tabStorage.keys().flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
};

/** Before anything else. Tokens live as long as the tab. */
export const startSession = ({ signIn }: Settings): void => {
  manager = new UserManager({
    authority: signIn.issuer,
    client_id: signIn.clientId,
    redirect_uri: atSameOrigin(signIn.redirectUri, window.location.origin, signIn.origins),
    scope: 'openid email profile',
    response_type: 'code',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: true,
    // auth_time is one of them.
    filterProtocolClaims: false,
    // The endpoints are on the host of the hosted login, the issuer is on another: nothing to discover there.
    metadata: {
      issuer: signIn.issuer,
      authorization_endpoint: signIn.authorizationEndpoint,
      token_endpoint: signIn.tokenEndpoint,
      revocation_endpoint: signIn.revocationEndpoint,
    },
  });
  tabs?.addEventListener('message', () => void revokeTokens().then(endSession).then(clearTab));
};

/** Forgets the tokens: they are worth nothing any more. */
export const endSession = async (): Promise<void> => {
  ended = true;
  await userManager().removeUser();
};

/** Removes everything that this tab stores: drafts, journeys, and the token of an invitation link. */
export const clearTab = (): void => tabStorage.clear();

/** Revokes the refresh token. Without a network, it expires by itself. */
export const revokeTokens = (): Promise<void> =>
  userManager()
    .revokeTokens(['refresh_token'])
    .catch(() => undefined);

/** The person who is signed in in this tab, with a token that has not expired. Rejects without a network. */
export const signedInUser = async (): Promise<User | null> => {
  const user = await userManager().getUser();
  return user && !user.expired ? user : ((await renewed()) ?? null);
};

let renewing: Promise<User | null> | undefined;

// Requests that find the token too old at the same time share one renewal.
const renewed = (): Promise<User | null> => {
  renewing ??= renew().finally(() => {
    renewing = undefined;
  });
  return renewing;
};

const renew = async (): Promise<User | null> => {
  const user = await userManager().getUser();
  if (!user?.refresh_token) return null;
  return userManager()
    .signinSilent()
    .catch(async (error: unknown) => {
      // Only the hosted login's own refusal ends a session: offline is not signed out.
      if (!(error instanceof ErrorResponse)) throw error;
      await endSession();
      return null;
    });
};

/** A new access token, undefined where the person has to sign in again. */
export const renewedToken = async (): Promise<string | undefined> => (await renewed())?.access_token;

export const onSignedOut = (callback: () => void): (() => void) => userManager().events.addUserUnloaded(callback);
