import type { DatabaseSync } from 'node:sqlite';
import type { GoogleClient } from './google-client.ts';
import type { TokenKeys } from './tokens.ts';
import type { PreTokenGeneration, UserPool } from './user-pool.ts';

/** The dependencies of every endpoint of the hosted login. */
export type HostedLogin = {
  /** Where browsers reach it, without trailing slash. */
  readonly origin: string;
  readonly database: DatabaseSync;
  readonly pool: UserPool;
  readonly keys: TokenKeys;
  readonly google: GoogleClient;
  readonly trigger: PreTokenGeneration | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
};
