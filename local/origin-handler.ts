import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Inbox } from './inbox/start-inbox.ts';
import type { SignIn } from './sign-in/start-sign-in.ts';
import type { UserPool } from './sign-in/user-pool.ts';
import type { Route } from './template/routes.ts';
import { json, send } from './web/answer.ts';
import { urlOf } from './web/request.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type Origin = {
  readonly url: string;
  readonly awsEndpoint: string;
  readonly pool: UserPool;
  readonly routes: readonly Route[];
  readonly inbox: Pick<Inbox, 'handle'>;
  readonly signIn: Pick<SignIn, 'handle'>;
  readonly gateway: Handler;
  /** The console, where it was built. */
  readonly site: Handler | undefined;
};

/** First parts of the routes' paths, `/v1/`: all below them is the API's, also what is no route. */
const pathsOf = (routes: readonly Route[]): readonly string[] => [
  ...new Set(routes.map(({ key }) => `/${key.split('/')[1] ?? ''}/`)),
];

/** Everything that browsers and scripts find on the one origin. */
export const originHandler = ({ url, awsEndpoint, pool, routes, inbox, signIn, gateway, site }: Origin): Handler => {
  const apiPaths = pathsOf(routes);
  // What commands need to find their way; no secret is in it.
  const running = { url, awsEndpoint, clientId: pool.clientId, callbackUrl: pool.callbackUrls[0], pid: process.pid };
  return async (request, response) => {
    const { pathname } = urlOf(request);
    if (apiPaths.some((path) => pathname.startsWith(path))) return gateway(request, response);
    if (pathname === '/local/running.json') return send(response, json(200, running));
    if ((await inbox.handle(request, response)) || (await signIn.handle(request, response))) return;
    if (site) return site(request, response);
    send(response, { status: 404, headers: { 'content-type': 'text/plain' }, body: 'There is no page here.\n' });
  };
};
