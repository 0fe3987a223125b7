import { type Check, type Finding, right, wrong } from './finding.ts';
import { faultOfRedirect, refusalOfGoogle, whatToDoAtGoogle } from './google-answer.ts';
import { get, type Site } from './site.ts';

/** As the console begins, without a browser's secrets. */
const authorizationUrl = (hostedLogin: string, { clientId, consoleUrl }: Site): URL => {
  const url = new URL(`${hostedLogin}/oauth2/authorize`);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: `${consoleUrl}/signed-in`,
    scope: 'openid email profile',
    identity_provider: 'Google',
    state: 'doctor',
    code_challenge_method: 'S256',
    code_challenge: 'doctor'.padEnd(43, '-'),
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

/** Whether people come to Google, and Google lets them begin; the secret shows only when somebody really signs in. */
export const signInChecks = (site: Site): Check[] =>
  site.hostedLoginUrls.map((hostedLogin) => ({
    about: 'sign-in',
    look: async () => {
      const answer = await get(authorizationUrl(hostedLogin, site));
      const location = answer.headers.get('location');
      const fault = faultOfRedirect(location, hostedLogin, site.google);
      if (fault !== undefined || location === null) return [wrong(`${hostedLogin} ${fault}`)];
      return [right(`${hostedLogin} leads to Google`), await askGoogle(location, hostedLogin)];
    },
  }));
