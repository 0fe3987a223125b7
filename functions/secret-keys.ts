import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSecretKeys, type SecretKeys } from '#core/secret-keys.ts';
import { settings } from './settings.ts';

const client = new SecretsManagerClient({});

// A rotated key is picked up within this time; old links verify under the old one all along.
const keptMilliseconds = 5 * 60 * 1000;

let kept: { readonly keys: Promise<SecretKeys>; readonly until: number } | undefined;

const fetchKeys = async (): Promise<SecretKeys> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: settings.linkSecretId() }));
  return readSecretKeys(SecretString ?? '');
};

/** The keys of links and cursors, fetched at most every five minutes. A failed fetch is not kept. */
export const secretKeys = (): Promise<SecretKeys> => {
  const now = Date.now();
  if (kept && now < kept.until) return kept.keys;
  const keys = fetchKeys();
  kept = { keys, until: now + keptMilliseconds };
  keys.catch(() => {
    kept = undefined;
  });
  return keys;
};
