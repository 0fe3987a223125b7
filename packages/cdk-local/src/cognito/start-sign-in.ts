import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import type { JSONWebKeySet } from 'jose';
import { replyToFailure } from '../web/error-response.ts';
import { receive, urlOf } from '../web/request.ts';
import { send } from '../web/response.ts';
import { type AdminAnswer, cognitoAdmin } from './cognito-admin.ts';
import { keySet } from './discovery.ts';
import { choose } from './google/chooser.ts';
import { answerPicture } from './google/picture.ts';
import { googleProvider } from './google/provider.ts';
import { googleClientOf } from './google-client.ts';
import type { HostedLogin } from './hosted-login.ts';
import { answerHostedLogin, isHostedLoginPath } from './routes.ts';
import { keptKey } from './signing-keys.ts';
import { createSignInTables, removeLapsed } from './tables.ts';
import type { PreTokenGeneration, UserPool } from './user-pool.ts';

type Options = {
  /** Where browsers and this process reach it, without trailing slash. */
  readonly origin: string;
  /** Everything is kept here: a restart, even after kill -9, forgets nothing. */
  readonly database: DatabaseSync;
  readonly pool: UserPool;
  /** @default no function: tokens as Cognito makes them by itself */
  readonly preTokenGeneration?: PreTokenGeneration;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
};

export type SignIn = {
  /** Answers and says true when the path is one of the hosted login's or of Google's. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  readonly keys: () => JSONWebKeySet;
  /** Answers an admin call of the SDK; `operation` is what follows the dot in X-Amz-Target. */
  readonly cognitoAdmin: (operation: string, body: unknown) => Promise<AdminAnswer>;
};

const googleHandler = (login: HostedLogin, provider: ReturnType<typeof googleProvider>) => {
  const callback = provider.callback();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = urlOf(request);
    const picture = answerPicture(login.database, pathname);
    if (picture) return send(response, picture);
    if (pathname.startsWith('/google/interaction/')) return choose({ ...login, provider }, request, response);
    const mount = { baseUrl: '/google', url: (request.url ?? '').slice('/google'.length) };
    await callback(Object.assign(request, mount), response);
  };
};

/** Cognito's hosted login with Google as its only provider, both on this machine. */
export const startSignIn = async ({
  origin,
  database,
  pool,
  preTokenGeneration,
  now = Date.now,
}: Options): Promise<SignIn> => {
  createSignInTables(database);
  removeLapsed(database, now());
  const [id, access, googleKey] = await Promise.all([
    keptKey(database, 'id'),
    keptKey(database, 'access'),
    keptKey(database, 'google'),
  ]);
  const google = googleClientOf(origin);
  const login: HostedLogin = { origin, database, pool, keys: { id, access }, google, trigger: preTokenGeneration, now };
  const atGoogle = googleHandler(login, googleProvider({ origin, database, now }, googleKey));
  return {
    handle: async (request, response) => {
      const { pathname } = urlOf(request);
      const hosted = isHostedLoginPath(pathname);
      if (!hosted && !pathname.startsWith('/google/')) return false;
      try {
        if (hosted) send(response, await answerHostedLogin(login, await receive(request)));
        else await atGoogle(request, response);
      } catch (error) {
        send(response, replyToFailure(error));
      }
      return true;
    },
    keys: () => keySet(login),
    cognitoAdmin: async (operation, body) => cognitoAdmin(login, operation, body),
  };
};
