import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSecretKeys, type SecretKeys } from '#core/secret-keys.ts';
import { TryLater } from '#core/try-later.ts';
import { settings } from './settings.ts';
import { timeouts } from './timeouts.ts';

const client = new SecretsManagerClient({ requestHandler: timeouts });

// A rotated key is picked up within this time; old links verify under the old one all along.
const keptMilliseconds = 5 * 60 * 1000;

// Asked for a key that it does not know, a function looks again, but not for every token that somebody made up.
const leastMilliseconds = 5_000;

let kept: { readonly keys: Promise<SecretKeys>; readonly fetchedAt: number } | undefined;

const fetchKeys = async (): Promise<SecretKeys> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: settings.linkSecretId() }));
  try {
    return readSecretKeys(SecretString ?? '');
  } catch (cause) {
    // For an operator to mend: what waits for it must not be given up meanwhile.
    throw new TryLater('The link secret can not be read', { cause });
  }
};

const keptOrFetched = (longest: number): Promise<SecretKeys> => {
  const now = Date.now();
  if (kept && now < kept.fetchedAt + longest) return kept.keys;
  const keys = fetchKeys();
  kept = { keys, fetchedAt: now };
  keys.catch(() => {
    kept = undefined;
  });
  return keys;
};

/**
 * The keys of links and cursors, fetched at most every five minutes, or sooner for a `keyId` that is new since. A failed fetch is not kept.
 */
export const secretKeys = async (keyId?: string): Promise<SecretKeys> => {
  const known = await keptOrFetched(keptMilliseconds);
  return keyId === undefined || Object.hasOwn(known.keys, keyId) ? known : keptOrFetched(leastMilliseconds);
};
