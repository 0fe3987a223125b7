import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { contextSettings } from '#lib/settings/context-settings.ts';
import { SettingsError } from '#lib/settings/stage-settings.ts';

const execute = promisify(execFile);
const repository = resolve(import.meta.dirname, '../../..');

test('contextSettings returns dev by default', () => {
  expect(contextSettings({})).toEqual({ stage: 'dev', overrides: {} });
  expect(contextSettings({ stage: 'prod', keepState: 'true' })).toEqual({
    stage: 'prod',
    overrides: { keepState: 'true' },
  });
});

test.each([
  ['gogleClientId', 'googleClientId'],
  ['google-client-id', 'googleClientId'],
  ['Stage', 'stage'],
  ['alarmMail', 'alarmEmail'],
  ['apiCertificate', 'apiCertificateArn'],
])('contextSettings rejects %s and suggests %s', (mistyped, meant) => {
  expect(() => contextSettings({ stage: 'prod', [mistyped]: 'x' })).toThrow(SettingsError);
  expect(() => contextSettings({ stage: 'prod', [mistyped]: 'x' })).toThrow(
    `There is no setting "${mistyped}". Did you mean "${meant}"?`,
  );
});

test('contextSettings ignores the context of CDK', () => {
  const context = {
    'aws:cdk:enable-asset-metadata': true,
    '@aws-cdk/core:newStyleStackSynthesis': true,
    'availability-zones:account=123456789012:region=eu-central-1': [],
  };
  expect(contextSettings(context)).toEqual({ stage: 'dev', overrides: {} });
});

test('the CDK command line rejects stage local', async () => {
  const asked = execute('node_modules/.bin/cdk', ['synth', '-c', 'stage=local'], { cwd: repository });
  await expect(asked).rejects.toMatchObject({
    stderr: expect.stringContaining('Stage "local" can\'t be deployed. Run it with npm start.'),
  });
});
