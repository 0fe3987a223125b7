import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignIn } from '../cognito/start-sign-in.ts';
import type { UserPool } from '../cognito/user-pool.ts';
import type { FunctionPermissions } from '../iam/function-permissions.ts';
import type { Inbox } from '../ses/start-inbox.ts';
import { urlOf } from '../web/request.ts';
import { json, send } from '../web/response.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type Origin = {
  readonly url: string;
  readonly awsEndpoint: string;
  /** undefined for an app without one. */
  readonly pool: UserPool | undefined;
  /** What the paths begin with that are the API's, also those that are no route. */
  readonly apiPaths: readonly string[];
  readonly inbox: Pick<Inbox, 'handle'>;
  readonly signIn: Pick<SignIn, 'handle'> | undefined;
  readonly gateway: Handler;
  /** What functions may do, and what of it they have done. */
  readonly rights: Pick<FunctionPermissions, 'all'>;
  /** The website: all that is nobody else's. */
  readonly site: Handler;
};

/** Everything that browsers and scripts find on the one origin. */
export const originHandler = (origin: Origin): Handler => {
  const { url, awsEndpoint, pool, apiPaths, inbox, signIn, gateway, rights, site } = origin;
  // What commands need to find their way; no secret is in it.
  const client = pool && { clientId: pool.clientId, callbackUrl: pool.callbackUrls[0] };
  const running = { url, awsEndpoint, ...client, pid: process.pid };
  return async (request, response) => {
    const { pathname } = urlOf(request);
    if (apiPaths.some((path) => pathname.startsWith(path))) return gateway(request, response);
    if (pathname === '/local/running.json') return send(response, json(200, running));
    if (pathname === '/local/rights.json') return send(response, json(200, rights.all()));
    if ((await inbox.handle(request, response)) || (await signIn?.handle(request, response))) return;
    return site(request, response);
  };
};
