import { expect, test } from 'vitest';
import { signInChecks } from '#operator/doctor/sign-in-checks.ts';
import type { UserPool } from '../../../packages/cdk-local/src/cognito/user-pool.ts';
import { signInStack } from '../../../packages/cdk-local/test/cognito/use-sign-in-stack.ts';

/** Returns the findings for a hosted login with these differences. */
const findingsAt = async (changes: Partial<UserPool>) => {
  const { origin, pool } = await signInStack({ changes });
  const site = { consoleUrl: origin, apiUrl: origin, hostedLoginUrls: [origin], clientId: pool.clientId };
  const [check] = signInChecks({ ...site, google: `${origin}/google/` });
  const findings = (await check?.look()) ?? [];
  return findings.map(({ isRight, text }) => `${isRight ? '✓' : '✗'} ${text.replaceAll(origin, 'LOGIN')}`);
};

test('signInChecks reports no problem with managed login', async () => {
  expect(await findingsAt({})).toEqual([
    '✓ LOGIN redirects to Google',
    '✓ Google accepts the client',
    '✓ LOGIN lets people choose another account',
    '✓ LOGIN signs out, and redirects to the console',
  ]);
});

test('signInChecks reports the classic hosted UI, where prompt does nothing', async () => {
  expect(await findingsAt({ managedLoginVersion: 1 })).toContainEqual(
    '✗ LOGIN ignores the parameter prompt, as version 1 (classic) does: deploy again',
  );
});

test('signInChecks reports a client without a branding style, and nothing else', async () => {
  expect(await findingsAt({ hasBranding: false })).toEqual([
    '✗ LOGIN has no branding style for the client: deploy again',
  ]);
});

test('signInChecks reports a sign-out URL that the client does not have', async () => {
  expect(await findingsAt({ logoutUrls: [] })).toContainEqual(
    '✗ LOGIN does not redirect from /logout to LOGIN/: deploy again',
  );
});
