import { type Check, type Finding, right, wrong } from './finding.ts';
import { faultOfRedirect, refusalOfGoogle, whatToDoAtGoogle } from './google-answer.ts';
import { get, type Site } from './site.ts';

/** The request with which the console signs people in, without a browser's secrets. */
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

const mostHops = 5;

const lastAnswer = async (url: string, hops = mostHops): Promise<Response> => {
  const answer = await get(url);
  const location = answer.headers.get('location');
  return location === null || hops === 0 ? answer : lastAnswer(new URL(location, url).href, hops - 1);
};

const askGoogle = async (location: string, hostedLogin: string): Promise<Finding> => {
  const answer = await lastAnswer(location);
  const refusal = refusalOfGoogle(answer, await answer.text());
  const todo = refusal && whatToDoAtGoogle[refusal]?.(`${hostedLogin}/oauth2/idpresponse`);
  return todo
    ? wrong(`Google refuses to begin (${refusal}): ${todo}`)
    : right('Google knows the client, and asks who one is');
};

/** Whether people can sign in. The client's secret shows only when a person really signs in. */
const signIn = async (hostedLogin: string, site: Site): Promise<readonly Finding[]> => {
  const answer = await get(authorizationUrl(hostedLogin, site, { identity_provider: 'Google' }));
  const location = answer.headers.get('location');
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html, "Default style"
  if (answer.status === 403) return [wrong(`${hostedLogin} has no branding style for the client: deploy again`)];
  const fault = faultOfRedirect(location, hostedLogin, site.google);
  if (fault !== undefined || location === null) return [wrong(`${hostedLogin} ${fault}`)];
  return [right(`${hostedLogin} leads to Google`), await askGoogle(location, hostedLogin)];
};

/** What a location has in its query; null where there is no location or no such parameter. */
const parameterOf = (location: string | null, name: string): string | null =>
  location !== null && URL.canParse(location) ? new URL(location).searchParams.get(name) : null;

/**
 * Whether another account can be chosen, and a new tab can ask for the session without a page. Both need managed login:
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
      ? right(`${hostedLogin} signs out, and leads back to the console`)
      : wrong(`${hostedLogin} does not lead back to ${consoleUrl}/ from /logout: deploy again`),
  ];
};

/** What the console does at each hosted login: sign in, ask for a session, choose another account, sign out. */
export const signInChecks = (site: Site): Check[] =>
  site.hostedLoginUrls.map((hostedLogin) => ({
    about: 'sign-in',
    look: async () => {
      const findings = await signIn(hostedLogin, site);
      if (findings.some(({ isRight }) => !isRight)) return findings;
      return [...findings, ...(await accountChoice(hostedLogin, site)), ...(await signOut(hostedLogin, site))];
    },
  }));
