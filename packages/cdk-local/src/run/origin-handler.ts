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
  /** undefined for an app without a user pool. */
  readonly pool: UserPool | undefined;
  /** Prefixes of all paths that belong to the API, with or without a route. */
  readonly apiPaths: readonly string[];
  readonly inbox: Pick<Inbox, 'handle'>;
  readonly signIn: Pick<SignIn, 'handle'> | undefined;
  readonly gateway: Handler;
  /** Permissions of functions, and whether they were used. */
  readonly permissions: Pick<FunctionPermissions, 'all'>;
  /** The website, which serves all other paths. */
  readonly site: Handler;
};

/** Handles every request to the run's origin: API, sign-in, inbox, run information and website. */
export const originHandler = (origin: Origin): Handler => {
  const { url, awsEndpoint, pool, apiPaths, inbox, signIn, gateway, permissions, site } = origin;
  // Commands read this to find the run. It contains no secret.
  const client = pool && { clientId: pool.clientId, callbackUrl: pool.callbackUrls[0] };
  const running = { url, awsEndpoint, ...client, pid: process.pid };
  return async (request, response) => {
    const { pathname } = urlOf(request);
    if (apiPaths.some((path) => pathname.startsWith(path))) return gateway(request, response);
    if (pathname === '/local/running.json') return send(response, json(200, running));
    if (pathname === '/local/rights.json') return send(response, json(200, permissions.all()));
    if ((await inbox.handle(request, response)) || (await signIn?.handle(request, response))) return;
    return site(request, response);
  };
};
