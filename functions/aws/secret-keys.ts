import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSecretKeys, type SecretKeys } from '#core/secret-keys.ts';
import { TryLater } from '#core/try-later.ts';
import { errorFacts, logLine } from '#functions/endpoint/log-line.ts';
import { settings } from './settings.ts';
import { timeouts } from './timeouts.ts';

const client = new SecretsManagerClient({ requestHandler: timeouts });

// A rotated key is picked up within this time; old links verify under the old one all along.
const keptMilliseconds = 5 * 60 * 1000;

// Asked for a key that it does not know, a function looks again, but not for every token that somebody made up.
const leastMilliseconds = 5_000;

let kept: { readonly keys: SecretKeys; readonly lookedAt: number } | undefined;
let looking: Promise<SecretKeys> | undefined;

const fetchKeys = async (): Promise<SecretKeys> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: settings.linkSecretId() }));
  try {
    return readSecretKeys(SecretString ?? '');
  } catch (cause) {
    // For an operator to mend: what waits for it must not be given up meanwhile.
    throw new TryLater('The link secret can not be read', { cause });
  }
};

/** New keys, or the earlier ones where there are none to be had: links are sealed with those, too. */
const look = async (): Promise<SecretKeys> => {
  const lookedAt = Date.now();
  const keys = await fetchKeys().catch((error: unknown) => {
    if (kept === undefined) throw error;
    logLine('error', errorFacts(error));
    return kept.keys;
  });
  kept = { keys, lookedAt };
  return keys;
};

const keysOfAge = (mostMilliseconds: number): Promise<SecretKeys> => {
  if (kept && Date.now() < kept.lookedAt + mostMilliseconds) return Promise.resolve(kept.keys);
  looking ??= look().finally(() => {
    looking = undefined;
  });
  return looking;
};

/**
 * The keys of links and cursors, fetched at most every five minutes, or sooner for a `keyId` that is new since. While they can't be fetched the
 * earlier ones stay; throws where there are none.
 */
export const secretKeys = async (keyId?: string): Promise<SecretKeys> => {
  const known = await keysOfAge(keptMilliseconds);
  return keyId === undefined || Object.hasOwn(known.keys, keyId) ? known : keysOfAge(leastMilliseconds);
};
