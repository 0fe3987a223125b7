const tokenKey = 'invitation-token';

/**
 * Takes the token out of the address bar at once, so that no history, screenshot or shared address holds it. It waits
 * in this tab's session storage until the invitation was accepted.
 */
export const takeInvitationLink = (): void => {
  const { pathname, hash } = window.location;
  if (pathname !== '/invitation' || hash.length < 2) return;
  window.sessionStorage.setItem(tokenKey, hash.slice(1));
  window.history.replaceState(window.history.state, '', pathname);
};

/** The token that was taken, undefined where the page was opened without one. */
export const waitingToken = (): string | undefined => window.sessionStorage.getItem(tokenKey) ?? undefined;

export const forgetToken = (): void => window.sessionStorage.removeItem(tokenKey);

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
