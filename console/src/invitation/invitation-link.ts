import { tabStorage } from '#console/session/browser-storage.ts';
import { invitationPath } from '#core/contract/invitation-path.ts';
import { tokenIn } from './token-in-link.ts';

const tokenKey = 'invitation-token';

/** In the place of a token: there was a link, and no whole token in it. */
const damaged = 'damaged';

/**
 * Takes the token out of the address bar at once, so that no history, screenshot or shared address has it. It waits in
 * this tab's storage until the invitation was accepted.
 */
export const takeInvitationLink = (): void => {
  const { pathname, search, hash } = window.location;
  // A link whose path was lost still has its token behind the #.
  const token = invitationPath.test(pathname) ? tokenIn(pathname + search + hash) : tokenIn(hash);
  if (!invitationPath.test(pathname) && token === undefined) return;
  const hasMore = /[\w.]/.test(pathname.replace(invitationPath, '') + hash);
  if (token !== undefined) tabStorage.set(tokenKey, token);
  else if (hasMore) tabStorage.set(tokenKey, damaged);
  window.history.replaceState(window.history.state, '', '/invitation');
};

/** The token that was taken, undefined where there was none. */
export const waitingToken = (): string | undefined => {
  const waiting = tabStorage.get(tokenKey);
  return waiting === damaged ? undefined : waiting;
};

/** Returns true if the last link had an invalid text in place of its token. */
export const linkIsDamaged = (): boolean => tabStorage.get(tokenKey) === damaged;

export const forgetToken = (): void => tabStorage.remove(tokenKey);

let acceptOnReturn = false;

/** The person pressed Accept before they signed in: said by the answer of the sign-in, and only once. */
export const rememberAcceptance = (): void => {
  acceptOnReturn = true;
};

export const takeAcceptance = (): boolean => {
  const asked = acceptOnReturn;
  acceptOnReturn = false;
  return asked;
};
