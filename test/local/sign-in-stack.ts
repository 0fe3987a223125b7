import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { startSignIn } from '#local/sign-in/start-sign-in.ts';
import type { PreTokenGeneration, UserPool } from '#local/sign-in/user-pool.ts';

type Options = {
  /** @default a new database in memory */
  readonly database?: DatabaseSync;
  readonly preTokenGeneration?: PreTokenGeneration;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
  /** @default any free one */
  readonly port?: number;
};

export const poolAt = (origin: string): UserPool => ({
  poolId: 'eu-central-1_local',
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_local',
  clientId: 'public-client',
  callbackUrls: [`${origin}/signed-in`],
  logoutUrls: [`${origin}/`],
  allowedScopes: ['openid', 'email', 'profile'],
  accessTokenSeconds: 3600,
  idTokenSeconds: 3600,
  refreshTokenSeconds: 30 * 24 * 3600,
});

/** The hosted login alone, with the one address of the local run that the sign-in over HTTP asks for. */
export const startSignInStack = async ({
  database = new DatabaseSync(':memory:'),
  port = 0,
  ...options
}: Options = {}) => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const { port: served } = server.address() as AddressInfo;
  const origin = `http://localhost:${served}`;
  const pool = poolAt(origin);
  const signIn = await startSignIn({ origin, database, pool, ...options });
  server.on('request', async (request, response) => {
    if (await signIn.handle(request, response)) return;
    const running = { clientId: pool.clientId, callbackUrl: pool.callbackUrls[0] };
    response.writeHead(request.url === '/local/running.json' ? 200 : 404).end(JSON.stringify(running));
  });
  return {
    ...signIn,
    origin,
    port: served,
    pool,
    database,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

export type SignInStack = Awaited<ReturnType<typeof startSignInStack>>;
