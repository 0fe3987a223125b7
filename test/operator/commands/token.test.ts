import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { startLocal } from '#operator/local-run/start-local.ts';

const data = mkdtempSync(join(tmpdir(), 'invitations-token-'));
const { url, stop } = await startLocal({ port: 0, data, seeded: false });
afterAll(async () => {
  await stop();
  rmSync(data, { recursive: true });
});

const token = (...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((ended) => {
    const child = execFile(process.execPath, ['operator/commands/token.ts', ...args], (_, stdout, stderr) =>
      ended({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

test('the token command prints an access token and nothing else', async () => {
  const { code, stdout, stderr } = await token('ann@acme.test', '--url', url);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(decodeJwt(stdout.trim()).token_use).toBe('access');
});

test('the token command signs in the account that its options describe', async () => {
  const options = ['--name', 'Ann Lee', '--unverified', '--subject', 'S2', '--url', `${url}/`];
  const { stdout } = await token('ann@acme.test', ...options);
  expect(decodeJwt(stdout.trim())).toMatchObject({
    username: 'google_S2',
    name: 'Ann Lee',
    email: 'ann@acme.test',
    email_verified: 'false',
  });
});

test('the token command sets the hosted domain and the age of the sign-in', async () => {
  const claimsOf = async (email: string, ...options: readonly string[]) => {
    const { stdout } = await token(email, ...options, '--url', url);
    return decodeJwt<{ hd?: string; auth_time: number; iat: number }>(stdout.trim());
  };
  expect((await claimsOf('ann@acme.test')).hd).toBe('acme.test');
  expect((await claimsOf('ann@gmail.com')).hd).toBeUndefined();
  expect((await claimsOf('ann@acme.test', '--hosted-domain', 'none')).hd).toBeUndefined();
  const { hd, auth_time, iat } = await claimsOf('b@acme.test', '--hosted-domain', 'b.test', '--signed-in-ago', '13h');
  expect(hd).toBe('b.test');
  expect(iat - auth_time).toBeGreaterThanOrEqual(13 * 3600);
});

test.for([
  [['ann@acme.test', '--url', 'http://localhost:1'], /npm start/],
  [[], /^Usage: /],
  [['ann@acme.test', '--nonsense'], /--nonsense/],
  [['ann@acme.test', '--url', 'nowhere'], /--url/],
  [['ann@acme.test', '--signed-in-ago', 'long'], /--signed-in-ago/],
] as const)('the token command rejects %j with one sentence', async ([args, reason]) => {
  const { code, stdout, stderr } = await token(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(reason);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('the token command explains an invalid Google address', async () => {
  const { code, stderr } = await token('no address', '--url', url);
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'Type an email address.\n' });
});
