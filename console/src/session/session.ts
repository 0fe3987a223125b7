import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import * as z from 'zod/mini';
import { forgetDrafts } from './draft.ts';
import { ownPath } from './own-path.ts';
import { atSameOrigin } from './same-origin.ts';
import type { Settings } from './settings.ts';

const journey = z.object({ returnTo: z.string(), accept: z.boolean() });
/** Where a person goes after signing in, and whether they asked to accept their invitation there. */
export type Journey = z.infer<typeof journey>;

let manager: UserManager | undefined;
let signIn: Settings['signIn'] | undefined;

const inUse = (): UserManager => {
  if (!manager) throw new Error('The session was not started.');
  return manager;
};

// Each tab has tokens of its own: who signs out in one is signed out in all.
const tabs = new BroadcastChannel('session');

let ended = false;

/** Whether a session of this tab came to an end, rather than never having begun. */
export const sessionHasEnded = (): boolean => ended;

/** Before anything else. Tokens live as long as the tab. */
export const startSession = (settings: Settings): void => {
  signIn = settings.signIn;
  const store = new WebStorageStateStore({ store: window.sessionStorage });
  manager = new UserManager({
    authority: signIn.issuer,
    client_id: signIn.clientId,
    redirect_uri: atSameOrigin(signIn.redirectUri, window.location.origin, signIn.origins),
    scope: 'openid email profile',
    response_type: 'code',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: true,
    // The endpoints are on the host of the hosted login, the issuer is on another: nothing to discover there.
    metadata: {
      issuer: signIn.issuer,
      authorization_endpoint: signIn.authorizationEndpoint,
      token_endpoint: signIn.tokenEndpoint,
      revocation_endpoint: signIn.revocationEndpoint,
    },
  });
  tabs.addEventListener('message', () => void revokeTokens().then(endSession));
};

/** Forgets the tokens: they are worth nothing any more. */
export const endSession = async (): Promise<void> => {
  ended = true;
  await inUse().removeUser();
};

// Without a network, they run out by themselves.
const revokeTokens = (): Promise<void> =>
  inUse()
    .revokeTokens(['refresh_token'])
    .catch(() => undefined);

export const signedInUser = async (): Promise<User | null> => {
  const user = await inUse().getUser();
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
  const user = await inUse().getUser();
  if (!user?.refresh_token) return null;
  return inUse()
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

/** Leaves for the hosted login. */
export const beginSignIn = (to: Journey, { chooseAccount = false } = {}): Promise<void> =>
  inUse().signinRedirect({ state: to, ...(chooseAccount && { prompt: 'select_account' }) });

/** Takes the answer of the hosted login out of the address. Rejects where it says no, or belongs to no sign-in of this tab. */
export const completeSignIn = async (): Promise<Journey> => {
  const user = await inUse().signinRedirectCallback();
  const { returnTo, accept } = journey.parse(user.state);
  return { returnTo: ownPath(returnTo, window.location.origin), accept };
};

/** Revokes the refresh token, forgets the tokens in all tabs, and ends the session at the hosted login; without a network, forgets the tokens. */
export const signOut = async (): Promise<void> => {
  if (!signIn) return;
  tabs.postMessage('signed-out');
  forgetDrafts();
  await revokeTokens();
  // The session at the hosted login ends there, which takes a network.
  if (!navigator.onLine) return endSession();
  await inUse().removeUser();
  const logoutUri = atSameOrigin(signIn.logoutUri, window.location.origin, signIn.origins);
  const query = new URLSearchParams({ client_id: signIn.clientId, logout_uri: logoutUri });
  window.location.assign(`${signIn.logoutEndpoint}?${query}`);
};

export const onSignedOut = (callback: () => void): (() => void) => inUse().events.addUserUnloaded(callback);
