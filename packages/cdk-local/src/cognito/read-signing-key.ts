import { openDataFolder } from '../run/data-folder.ts';
import { type KeptJwk, keptKey } from './signing-keys.ts';
import { createSignInTables } from './tables.ts';

export type SigningKey = KeptJwk;

/** Returns the private key of access tokens from the data folder of a run that has ended, for tests that forge tokens. */
export const readSigningKey = async (data: string): Promise<SigningKey> => {
  const { database } = await openDataFolder(data, false);
  createSignInTables(database);
  const key = await keptKey(database, 'access');
  database.close();
  return key;
};
