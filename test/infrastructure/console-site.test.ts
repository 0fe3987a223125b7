import { expect, test } from 'vitest';
import { synthesized } from './synthesized.ts';

const { Outputs } = (await synthesized('prod')).running.toJSON();

test('the console signs in at the hosted login, with tokens of the pool’s issuer, and comes back to its own origin', () => {
  const settings = JSON.stringify(Outputs.ConsoleSettings.Value);
  expect(settings).toContain('https://partnerally-invitations.auth.');
  expect(settings).toContain('https://cognito-idp.');
  expect(settings).toContain('https://app.partnerally.com/signed-in');
});

test('the pages of the console may run their own scripts only, and be framed by nobody', () => {
  const policy = JSON.stringify(Outputs.ConsoleContentSecurityPolicy.Value);
  expect(policy).toMatch(/script-src 'self';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe/);
});
