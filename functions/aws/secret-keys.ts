import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { RetryableError } from '#core/retryable-error.ts';
import { readSecretKeys, type SecretKeys } from '#core/secret-keys.ts';
import { errorFacts, logLine } from '#functions/endpoint/log-line.ts';
import { settings } from './settings.ts';
import { timeouts } from './timeouts.ts';

const client = new SecretsManagerClient({ requestHandler: timeouts });

// A rotated key is used within this time. Old links still verify with the old key.
const maxAgeMilliseconds = 5 * 60 * 1000;

// Rate-limits refreshes caused by forged key ids.
const minAgeMilliseconds = 5_000;

let cached: { readonly keys: SecretKeys; readonly fetchedAt: number } | undefined;
let fetching: Promise<SecretKeys> | undefined;

const fetchKeys = async (): Promise<SecretKeys> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: settings.linkSecretId() }));
  try {
    return readSecretKeys(SecretString ?? '');
  } catch (cause) {
    // Retryable: an operator has to fix the secret, and waiting records must not become dead letters.
    throw new RetryableError('The link secret can not be read', { cause });
  }
};

/** Refreshes the keys. Keeps the cached ones if the secret can't be read. */
const refresh = async (): Promise<SecretKeys> => {
  const fetchedAt = Date.now();
  const keys = await fetchKeys().catch((error: unknown) => {
    if (cached === undefined) throw error;
    logLine('error', errorFacts(error));
    return cached.keys;
  });
  cached = { keys, fetchedAt };
  return keys;
};

const keysOfAge = (milliseconds: number): Promise<SecretKeys> => {
  if (cached && Date.now() < cached.fetchedAt + milliseconds) return Promise.resolve(cached.keys);
  fetching ??= refresh().finally(() => {
    fetching = undefined;
  });
  return fetching;
};

/**
 * Returns the keys of links and cursors, cached for five minutes. An unknown `keyId` refreshes them earlier. Throws if
 * they can't be read and none are cached.
 */
export const secretKeys = async (keyId?: string): Promise<SecretKeys> => {
  const known = await keysOfAge(maxAgeMilliseconds);
  return keyId === undefined || Object.hasOwn(known.keys, keyId) ? known : keysOfAge(minAgeMilliseconds);
};
