import { type Check, type Finding, right, wrong } from './finding.ts';
import { adviceForGoogleError, faultOfRedirect, googleError } from './google-answer.ts';
import { get, type Site } from './site.ts';

/** Returns the console's authorization request, with placeholders for the browser's secrets. */
const authorizationUrl = (hostedLogin: string, { clientId, consoleUrl }: Site, more: Record<string, string>): URL => {
  const url = new URL(`${hostedLogin}/oauth2/authorize`);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: `${consoleUrl}/signed-in`,
    scope: 'openid email profile',
    state: 'doctor',
    code_challenge_method: 'S256',
    code_challenge: 'doctor'.padEnd(43, '-'),
    ...more,
  }).toString();
  return url;
};

const maxRedirects = 5;

const lastResponse = async (url: string, redirects = maxRedirects): Promise<Response> => {
  const response = await get(url);
  const location = response.headers.get('location');
  return location === null || redirects === 0 ? response : lastResponse(new URL(location, url).href, redirects - 1);
};

const askGoogle = async (location: string, hostedLogin: string): Promise<Finding> => {
  const response = await lastResponse(location);
  const code = googleError(response, await response.text());
  const advice = code && adviceForGoogleError[code]?.(`${hostedLogin}/oauth2/idpresponse`);
  return advice ? wrong(`Google rejects the sign-in (${code}): ${advice}`) : right('Google accepts the client');
};

/** Checks whether people can sign in. A wrong client secret only shows in a real sign-in. */
const signIn = async (hostedLogin: string, site: Site): Promise<readonly Finding[]> => {
  const answer = await get(authorizationUrl(hostedLogin, site, { identity_provider: 'Google' }));
  const location = answer.headers.get('location');
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html, "Default style"
  if (answer.status === 403) return [wrong(`${hostedLogin} has no branding style for the client: deploy again`)];
  const fault = faultOfRedirect(location, hostedLogin, site.google);
  if (fault !== undefined || location === null) return [wrong(`${hostedLogin} ${fault}`)];
  return [right(`${hostedLogin} redirects to Google`), await askGoogle(location, hostedLogin)];
};

/** Returns a query parameter of a location, or null. */
const parameterOf = (location: string | null, name: string): string | null =>
  location !== null && URL.canParse(location) ? new URL(location).searchParams.get(name) : null;

/**
 * Checks whether people can choose another account, and whether a new tab can sign in silently. Both need managed login:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
const accountChoice = async (hostedLogin: string, site: Site): Promise<readonly Finding[]> => {
  const ask = async (more: Record<string, string>) =>
    (await get(authorizationUrl(hostedLogin, site, more))).headers.get('location');
  const choice = await ask({ identity_provider: 'Google', prompt: 'select_account' });
  const silent = await ask({ prompt: 'none' });
  const takesPrompt =
    parameterOf(choice, 'prompt') === 'select_account' && parameterOf(silent, 'error') === 'login_required';
  return [
    takesPrompt
      ? right(`${hostedLogin} lets people choose another account`)
      : wrong(`${hostedLogin} ignores the parameter prompt, as version 1 (classic) does: deploy again`),
  ];
};

const signOut = async (hostedLogin: string, { clientId, consoleUrl }: Site): Promise<readonly Finding[]> => {
  const query = new URLSearchParams({ client_id: clientId, logout_uri: `${consoleUrl}/` });
  const location = (await get(`${hostedLogin}/logout?${query}`)).headers.get('location');
  return [
    location === `${consoleUrl}/`
      ? right(`${hostedLogin} signs out, and redirects to the console`)
      : wrong(`${hostedLogin} does not redirect from /logout to ${consoleUrl}/: deploy again`),
  ];
};

/** Checks sign-in, silent sign-in, account selection and sign-out at each hosted login. */
export const signInChecks = (site: Site): Check[] =>
  site.hostedLoginUrls.map((hostedLogin) => ({
    about: 'sign-in',
    look: async () => {
      const findings = await signIn(hostedLogin, site);
      if (findings.some(({ isRight }) => !isRight)) return findings;
      return [...findings, ...(await accountChoice(hostedLogin, site)), ...(await signOut(hostedLogin, site))];
    },
  }));
