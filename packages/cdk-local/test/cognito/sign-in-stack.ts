import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { startSignIn } from '../../src/cognito/start-sign-in.ts';
import { createSignInTables } from '../../src/cognito/tables.ts';
import type { PreTokenGeneration, UserPool } from '../../src/cognito/user-pool.ts';

type Options = {
  /** @default a new database in memory */
  readonly database?: DatabaseSync;
  readonly preTokenGeneration?: PreTokenGeneration;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
  /** @default any free one */
  readonly port?: number;
  /** Changes to the pool. */
  readonly changes?: Partial<UserPool>;
};

const poolAt = (origin: string): UserPool => ({
  poolId: 'eu-central-1_local',
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_local',
  clientId: 'public-client',
  callbackUrls: [`${origin}/signed-in`],
  logoutUrls: [`${origin}/`],
  allowedScopes: ['openid', 'email', 'profile'],
  accessTokenSeconds: 3600,
  idTokenSeconds: 3600,
  refreshTokenSeconds: 30 * 24 * 3600,
  managedLoginVersion: 2,
  hasBranding: true,
});

const keyDatabase = new DatabaseSync(':memory:');
await startSignIn({ origin: 'http://localhost', database: keyDatabase, pool: poolAt('http://localhost') });

/** An empty database but for keys, which take long to make and may be the same in every test. */
const databaseWithKeys = (): DatabaseSync => {
  const database = new DatabaseSync(':memory:');
  createSignInTables(database);
  for (const { use, secret } of keyDatabase.prepare('SELECT use, secret FROM sign_in_keys').all())
    database.prepare('INSERT INTO sign_in_keys (use, secret) VALUES (?, ?)').run(use ?? null, secret ?? null);
  return database;
};

/** The hosted login alone, with the one address of the local run that the sign-in over HTTP asks for. */
export const startSignInStack = async ({
  database = databaseWithKeys(),
  port = 0,
  changes = {},
  ...options
}: Options = {}) => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const { port: served } = z.object({ port: z.number() }).parse(server.address());
  const origin = `http://localhost:${served}`;
  const pool = { ...poolAt(origin), ...changes };
  const signIn = await startSignIn({ origin, database, pool, ...options });
  server.on('request', async (request, response) => {
    // A kept connection to a stack that stopped would fail the next request to the one that took its port.
    response.setHeader('connection', 'close');
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
