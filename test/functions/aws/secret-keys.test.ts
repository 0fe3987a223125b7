import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, test, vi } from 'vitest';

process.env.LINK_SECRET_ID = 'link';
process.env.AWS_REGION = 'eu-central-1';
afterEach(() => vi.useRealTimers());

const secret = (...ids: readonly string[]) => ({
  SecretString: JSON.stringify({ current: ids.at(-1), ...Object.fromEntries(ids.map((id) => [id, id.repeat(32)])) }),
});

/** Imports the module like a new function, with a controllable clock. */
const started = async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.resetModules();
  const { secretKeys } = await import('#functions/aws/secret-keys.ts');
  const manager = mockClient(SecretsManagerClient);
  const keysFor = async (keyId?: string) => Object.keys((await secretKeys(keyId)).keys);
  return { manager, keysFor, asked: () => manager.commandCalls(GetSecretValueCommand).length };
};

test('secretKeys fetches keys once in five minutes for any number of callers', async () => {
  const { manager, keysFor, asked } = await started();
  manager.on(GetSecretValueCommand).resolves(secret('k1'));
  await Promise.all([keysFor(), keysFor(), keysFor('k1')]);
  vi.advanceTimersByTime(299_000);
  await keysFor('k1');
  expect(asked()).toBe(1);
  vi.advanceTimersByTime(2_000);
  await keysFor('k1');
  expect(asked()).toBe(2);
});

test('secretKeys finds a new key immediately and limits lookups of forged ids', async () => {
  const { manager, keysFor, asked } = await started();
  manager.on(GetSecretValueCommand).resolvesOnce(secret('k1')).resolves(secret('k1', 'k2'));
  await keysFor();
  vi.advanceTimersByTime(6_000);
  expect(await keysFor('k2')).toEqual(['k1', 'k2']);
  for (let n = 0; n < 10; n++) await keysFor(`made-up-${n}`);
  expect(asked()).toBe(2);
});

test('secretKeys keeps known keys while Secrets Manager fails', async () => {
  const { manager, keysFor } = await started();
  manager.on(GetSecretValueCommand).resolvesOnce(secret('k1')).rejects(new Error('down'));
  await keysFor();
  vi.advanceTimersByTime(6_000);
  expect(await keysFor('made-up')).toEqual(['k1']);
  vi.advanceTimersByTime(600_000);
  expect(await keysFor('k1')).toEqual(['k1']);
  manager.on(GetSecretValueCommand).resolves(secret('k1', 'k2'));
  vi.advanceTimersByTime(6_000);
  expect(await keysFor('k2')).toEqual(['k1', 'k2']);
});

test('secretKeys throws without cached keys until Secrets Manager responds', async () => {
  const { manager, keysFor } = await started();
  manager.on(GetSecretValueCommand).rejectsOnce(new Error('down')).resolves(secret('k1'));
  await expect(keysFor('k1')).rejects.toThrow('down');
  expect(await keysFor('k1')).toEqual(['k1']);
});
