import { html } from '../web/html.ts';
import { page } from '../web/page.ts';
import type { Received } from '../web/request.ts';
import { type HttpReply, json, redirect } from '../web/response.ts';
import { RefusedRequest, refusalUrl, UntrustedRequest } from './authorization-request.ts';
import { authorize } from './authorize.ts';
import { discovery, keySet } from './discovery.ts';
import type { HostedLogin } from './hosted-login.ts';
import { identityResponse } from './identity-response.ts';
import { LoginPagesUnavailable, loginPage } from './login-page.ts';
import { logout } from './logout.ts';
import { revoke } from './revoke.ts';
import { token } from './token-endpoint.ts';
import { userInfo } from './user-info.ts';

type Route = {
  readonly methods: readonly string[];
  /** Allows scripts of any origin (CORS), as on AWS. */
  readonly scripts?: boolean;
  readonly answer: (login: HostedLogin, received: Received) => HttpReply | Promise<HttpReply>;
};

const routes = new Map<string, Route>([
  ['/oauth2/authorize', { methods: ['GET'], answer: authorize }],
  ['/oauth2/idpresponse', { methods: ['GET'], answer: identityResponse }],
  ['/login', { methods: ['GET'], answer: loginPage }],
  ['/logout', { methods: ['GET'], answer: logout }],
  ['/oauth2/token', { methods: ['POST'], scripts: true, answer: token }],
  ['/oauth2/revoke', { methods: ['POST'], scripts: true, answer: revoke }],
  ['/oauth2/userInfo', { methods: ['GET', 'POST'], scripts: true, answer: userInfo }],
  ['/.well-known/jwks.json', { methods: ['GET'], scripts: true, answer: (login) => json(200, keySet(login)) }],
  [
    '/.well-known/openid-configuration',
    { methods: ['GET'], scripts: true, answer: (login) => json(200, discovery(login)) },
  ],
]);

export const isHostedLoginPath = (path: string): boolean => routes.has(path);

const refusalPage = ({ message }: Error, status: number): HttpReply =>
  page({
    title: 'Sign-in failed',
    status,
    body: html`<h1>An error was encountered with the requested page.</h1><p>${message}</p>`,
  });

const answerError = (error: unknown): HttpReply => {
  if (error instanceof RefusedRequest) return redirect(refusalUrl(error));
  if (error instanceof UntrustedRequest) return refusalPage(error, 400);
  if (error instanceof LoginPagesUnavailable) return refusalPage(error, 403);
  throw error;
};

const openToScripts = (answer: HttpReply): HttpReply => ({
  ...answer,
  headers: { ...answer.headers, 'access-control-allow-origin': '*' },
});

const preflight = ({ methods }: Route): HttpReply => ({
  status: 200,
  headers: {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'authorization, content-type, x-amz-user-agent, x-requested-with',
    'access-control-max-age': '600',
  },
});

const dispatch = async (login: HostedLogin, received: Received, route: Route): Promise<HttpReply> => {
  if (route.scripts && received.method === 'OPTIONS') return preflight(route);
  if (!route.methods.includes(received.method)) return { status: 405, headers: { allow: route.methods.join(', ') } };
  return route.answer(login, received);
};

/** Answers a request whose path `isHostedLoginPath` knows. */
export const answerHostedLogin = async (login: HostedLogin, received: Received): Promise<HttpReply> => {
  const route = routes.get(received.url.pathname);
  if (!route) return { status: 404 };
  const answer = await dispatch(login, received, route).catch(answerError);
  return route.scripts ? openToScripts(answer) : answer;
};
