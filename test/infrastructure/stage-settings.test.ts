import { expect, test } from 'vitest';
import { SettingsError, stageSettings } from '#lib/stage-settings.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0f0f0f0f-0000-4000-8000-000000000000';

test.each(['dev', 'staging', 'prod', 'local'])('stage %s needs no settings', (stage) => {
  expect(stageSettings(stage)).toMatchObject({
    stage,
    productName: 'PartnerAlly',
    senderEmail: 'invitations@partnerally.com',
    invitationLifetimeSeconds: 604_800,
    resendPauseSeconds: 60,
  });
});

test('the local stage is served from this machine and keeps nothing', () => {
  expect(stageSettings('local')).toMatchObject({ baseUrl: 'http://localhost:3000', keepState: false });
});

test('stages do not share the host of their hosted login', () => {
  const prefixes = ['dev', 'staging', 'prod', 'local'].map((stage) => stageSettings(stage).hostedLoginPrefix);
  expect(new Set(prefixes).size).toBe(4);
});

test('numbers and switches may come as text, as from a command line', () => {
  const given = { invitationLifetimeSeconds: '10', keepState: 'false', logRetentionDays: '7' };
  expect(stageSettings('dev', given)).toMatchObject({
    invitationLifetimeSeconds: 10,
    keepState: false,
    logRetentionDays: 7,
  });
});

test.each([
  ['production', {}, 'Stage "production" is unknown: it must be one of dev, staging, prod, local.'],
  ['dev', { baseUrl: 'https://app.example.org/' }, 'baseUrl: must be an https origin'],
  ['dev', { baseUrl: 'http://app.example.org' }, 'baseUrl: must be an https origin'],
  ['dev', { baseUrl: 'http://localhost:3000' }, 'baseUrl: must be https in a deployed stage'],
  [
    'prod',
    { baseUrl: 'https://app.example.org' },
    'consoleCertificateArn: must be given with baseUrl: the certificate for app.example.org, in us-east-1',
  ],
  ['prod', { consoleCertificateArn: certificate }, 'baseUrl: must be given with consoleCertificateArn'],
  [
    'prod',
    { baseUrl: 'https://app.example.org', consoleCertificateArn: certificate.replace('us-east-1', 'eu-central-1') },
    'consoleCertificateArn: must be the ARN of a certificate in us-east-1',
  ],
  ['local', { baseUrl: '' }, 'baseUrl: must be given in local'],
  ['dev', { senderEmail: 'nobody' }, 'senderEmail: must be an email address'],
  ['dev', { invitationLifetimeSeconds: 0 }, 'invitationLifetimeSeconds: '],
  ['dev', { invitationLifetimeSeconds: 'a week' }, 'invitationLifetimeSeconds: '],
  ['dev', { hostedLoginPrefix: 'my-cognito' }, 'hostedLoginPrefix: must not contain aws, amazon or cognito'],
  ['dev', { hostedLoginPrefix: 'Partner Ally' }, 'hostedLoginPrefix: must be 1 to 63 lower-case letters'],
  ['dev', { logRetentionDays: 8 }, 'logRetentionDays: '],
  ['dev', { keepState: 'perhaps' }, 'keepState: must be true or false'],
  ['prod', { keepState: false }, 'keepState: must be true in prod'],
  ['dev', { lifetime: 7 }, 'lifetime'],
] as const)(
  'in stage %s the settings %j are refused with a sentence that names the fault',
  (stage, given, sentence) => {
    expect(() => stageSettings(stage, given)).toThrow(SettingsError);
    expect(() => stageSettings(stage, given)).toThrow(sentence);
  },
);

test('every wrong setting is named at once', () => {
  expect(() => stageSettings('dev', { senderEmail: 'nobody', logRetentionDays: 8 })).toThrow(
    /senderEmail: .*; logRetentionDays: /,
  );
});
