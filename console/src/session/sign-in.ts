import { ErrorResponse } from 'oidc-client-ts';
import * as z from 'zod/mini';
import { canStore, sharedStorage, tabStorage } from './browser-storage.ts';
import { forgetDrafts } from './draft.ts';
import { ownPath } from './own-path.ts';
import { atSameOrigin } from './same-origin.ts';
import { clearTab, endSession, endSessionElsewhere, revokeTokens, signedInUser, userManager } from './session.ts';
import { settingsInUse } from './settings.ts';

const journey = z.object({ returnTo: z.string(), accept: z.boolean() });
/** Where a person goes on after signing in, and whether they asked to accept their invitation there. */
export type Journey = z.infer<typeof journey>;

// In this tab: the journey of a person who is switching accounts, while the hosted login ends its session.
const switchingKey = 'switching-account';
// In this tab: whether the hosted login was asked for a session by itself. Once is enough.
const askedKey = 'asked-for-session';
// In all tabs: a person signed out on purpose, and the next sign-in lets them choose the account.
const signedOutKey = 'signed-out';
// In all tabs: until when the hosted login has a session, in seconds since 1970.
const hostedSessionKey = 'hosted-session-until';

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-things-to-know:
// one hour after the sign-in at the provider, however often it is used.
const hostedSessionSeconds = 3600;

/**
 * Always names the provider: without one, a page of the hosted login with a single button comes first.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
const toGoogle = (to: Journey, more: { prompt?: string; redirectMethod?: 'replace' } = {}): Promise<void> =>
  userManager().signinRedirect({
    state: to,
    nonce: crypto.randomUUID(),
    extraQueryParams: { identity_provider: 'Google' },
    ...more,
  });

/** The page that ends the session at the hosted login and leads back to the start page. */
const logoutUrl = (): string => {
  const { logoutEndpoint, logoutUri, clientId, origins } = settingsInUse().signIn;
  const back = atSameOrigin(logoutUri, window.location.origin, origins);
  return `${logoutEndpoint}?${new URLSearchParams({ client_id: clientId, logout_uri: back })}`;
};

/** Revokes and forgets the tokens of this tab, and has the next sign-in of this browser ask which account. */
const leave = async (): Promise<void> => {
  sharedStorage.set(signedOutKey, 'yes');
  forgetDrafts();
  await revokeTokens();
};

/**
 * Lets the person choose another Google account. The session at the hosted login would win over the choice, so it is
 * ended first; the start page, where that leads, goes on to Google.
 */
export const switchAccount = async (to: Journey): Promise<void> => {
  // The banner says that there is no network. Nothing is lost by a click.
  if (!navigator.onLine) return;
  await leave();
  tabStorage.set(switchingKey, JSON.stringify(to));
  await userManager().removeUser();
  window.location.assign(logoutUrl());
};

/** Leaves for Google. The choice of an account comes first where the person signed out before. */
export const beginSignIn = (to: Journey): Promise<void> =>
  sharedStorage.get(signedOutKey) === undefined ? toGoogle(to) : switchAccount(to);

// In this tab: when the sign-in was made that proved too old.
const tooOldKey = 'too-old-sign-in';

/** Leaves for Google for a recent sign-in, once per sign-in: one that Google didn't renew isn't tried again. */
export const signInAgain = async (to: Journey): Promise<void> => {
  const signedInAt = String((await userManager().getUser())?.profile.auth_time);
  if (tabStorage.get(tooOldKey) === signedInAt) return;
  tabStorage.set(tooOldKey, signedInAt);
  await beginSignIn(to);
};

/** Signs out in all tabs and at the hosted login; without a network, in all tabs. Nothing stays in a tab's storage. */
export const signOut = async (): Promise<void> => {
  endSessionElsewhere();
  await leave();
  if (!navigator.onLine) return endSession().then(clearTab);
  await userManager().removeUser();
  clearTab();
  window.location.assign(logoutUrl());
};

const goOnSwitching = (): boolean => {
  const waiting = tabStorage.get(switchingKey);
  if (waiting === undefined || window.location.pathname !== '/') return false;
  tabStorage.remove(switchingKey);
  void toGoogle(journey.parse(JSON.parse(waiting)), { prompt: 'select_account', redirectMethod: 'replace' });
  return true;
};

const mayHaveHostedSession = (): boolean =>
  Number(sharedStorage.get(hostedSessionKey) ?? 0) * 1000 > Date.now() &&
  sharedStorage.get(signedOutKey) === undefined &&
  tabStorage.get(askedKey) === undefined &&
  canStore() &&
  navigator.onLine;

const silently = z.object({ returnTo: z.string(), silent: z.literal(true) });

/**
 * Asks the hosted login for its session, without any page of its own: a new tab is signed in where another one is. At
 * most once a tab, whatever the answer. The address is replaced, so that Back leads past it.
 */
const askForSession = async (): Promise<boolean> => {
  if (!mayHaveHostedSession() || (await userManager().getUser())) return false;
  tabStorage.set(askedKey, 'yes');
  const { pathname, search } = window.location;
  void userManager().signinRedirect({
    prompt: 'none',
    state: { returnTo: pathname + search, silent: true } satisfies z.infer<typeof silently>,
    nonce: crypto.randomUUID(),
    redirectMethod: 'replace',
  });
  return true;
};

/** Before the first page of a tab is shown. Whether the browser is leaving for the hosted login. */
export const leavesForSignIn = async (): Promise<boolean> => goOnSwitching() || (await askForSession());

const here = (returnTo: string): string => ownPath(returnTo, window.location.origin);

/** A silent attempt goes back to its page, whatever came of it. */
const silentJourney = (state: unknown): Journey | undefined => {
  const { data } = silently.safeParse(state);
  return data && { returnTo: here(data.returnTo), accept: false };
};

/**
 * Takes the answer of the hosted login out of the address. Undefined where there is nothing to take any more and a
 * person is signed in, after Back. Rejects where the hosted login says no, or answers no sign-in of this tab.
 */
export const completeSignIn = async (): Promise<Journey | undefined> => {
  try {
    const user = await userManager().signinRedirectCallback();
    sharedStorage.remove(signedOutKey);
    sharedStorage.set(hostedSessionKey, String(Number(user.profile.auth_time ?? 0) + hostedSessionSeconds));
    const { returnTo, accept } = silentJourney(user.state) ?? journey.parse(user.state);
    return { returnTo: here(returnTo), accept };
  } catch (error) {
    const silent = error instanceof ErrorResponse ? silentJourney(error.state) : undefined;
    if (silent) return silent;
    if (await signedInUser().catch(() => null)) return undefined;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    throw error;
  }
};

/** Why `completeSignIn` rejected. `lost`: the answer belongs to no sign-in of this tab. */
export const whySignInFailed = (error: unknown): 'canceled' | 'refused' | 'lost' => {
  if (!(error instanceof ErrorResponse)) return 'lost';
  return error.error === 'access_denied' ? 'canceled' : 'refused';
};
