import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import type { Outcome } from '../../src/functions/execution-environment.ts';
import { httpGateway } from '../../src/gateway/http-gateway.ts';
import type { Route } from '../../src/template/routes.ts';
import { functionWith } from './function.ts';
import { keySet } from './tokens.ts';

export const routeOf = (key: string, differences: Partial<Route> = {}): Route => ({
  apiId: 'api1234567',
  key,
  function: functionWith(''),
  timeoutMilliseconds: 29_000,
  authorizer: undefined,
  scopes: [],
  ...differences,
});

type Handler = (event: unknown, route: Route['function']) => unknown;

const outcomeOf = async (handler: Handler, event: unknown, invoked: Route['function']): Promise<Outcome> => ({
  requestId: 'request-1',
  payload: JSON.stringify(await handler(event, invoked)) ?? 'null',
});

/** Serves routes for one test. Returns the origin. */
export const serveRoutes = async (routes: readonly Route[], handler: Handler): Promise<string> => {
  const gateway = httpGateway({
    routes,
    invoke: (definition, event) => outcomeOf(handler, event, definition),
    keys: () => keySet,
  });
  const server = createServer(gateway);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
};

/** Returns the event of each request. */
export const echo: Handler = (event) => event;
