import { expect, test } from 'vitest';
import { SettingsError, stageSettings } from '#lib/settings/stage-settings.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0f0f0f0f-0000-4000-8000-000000000000';

const googleClientId = 'id.apps.example.org';

test.each([
  ['dev', {}],
  ['staging', { googleClientId }],
  ['prod', { googleClientId }],
  ['local', {}],
])('stage %s needs no settings but %j', (stage, given) => {
  expect(stageSettings(stage, given)).toMatchObject({
    stage,
    productName: 'PartnerAlly',
    invitationLifetimeSeconds: 604_800,
    resendPauseSeconds: 60,
  });
});

test('the local stage has a localhost URL and retains no data', () => {
  expect(stageSettings('local')).toMatchObject({ baseUrl: 'http://localhost:3000', keepState: false });
});

// Two stages with the same host or domain could not be deployed to one account.
test('stages in one account have different hosted login hosts and sender domains', () => {
  const deployed = ['dev', 'staging', 'prod'].map((stage) => stageSettings(stage, { googleClientId }));
  expect(new Set(deployed.map(({ hostedLoginPrefix }) => hostedLoginPrefix)).size).toBe(3);
  expect(new Set(deployed.map(({ senderEmail }) => senderEmail.split('@')[1])).size).toBe(3);
});

test.each([
  ['dev', false, 30],
  ['staging', true, 30],
  ['prod', true, 365],
])('stage %s has keepState %s and a log retention of %i days', (stage, keepState, days) => {
  expect(stageSettings(stage, { googleClientId })).toMatchObject({ keepState, logRetentionDays: days });
});

test('stageSettings parses numbers and booleans from text', () => {
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
  ['dev', { otherBaseUrl: 'https://old.example.org' }, 'otherBaseUrl: must be given with baseUrl'],
  [
    'dev',
    {
      baseUrl: 'https://app.example.org',
      consoleCertificateArn: certificate,
      otherBaseUrl: 'https://app.example.org',
    },
    'otherBaseUrl, apiDomain, signInDomain: must be other hosts',
  ],
  ['dev', { otherBaseUrl: 'http://localhost:3000' }, 'otherBaseUrl: must be https in a deployed stage'],
  ['local', { baseUrl: '' }, 'baseUrl: must be given in local'],
  [
    'local',
    { signInDomain: 'login.example.org' },
    'otherBaseUrl, apiDomain, signInDomain: everything has one origin in local',
  ],
  ['dev', { apiDomain: 'example' }, 'apiDomain: must be a host name such as api.example.com'],
  ['dev', { apiDomain: 'api.example.org' }, 'apiCertificateArn: must be given with apiDomain: the certificate for api'],
  [
    'dev',
    { region: 'eu-west-1', apiDomain: 'api.example.org', apiCertificateArn: certificate },
    'apiCertificateArn: must be the ARN of a certificate in eu-west-1',
  ],
  ['dev', { signInDomain: 'login.example.org' }, 'the certificate for login.example.org, in us-east-1'],
  [
    'dev',
    {
      baseUrl: 'https://app.example.org',
      consoleCertificateArn: certificate,
      apiDomain: 'app.example.org',
      apiCertificateArn: certificate,
    },
    'must be other hosts than that of baseUrl',
  ],
  ['dev', { googleClientId: 'my client' }, 'googleClientId: must be the id of an OAuth client at Google'],
  [
    'prod',
    {},
    'googleClientId: must be the id of an OAuth client at Google that may redirect to https://partnerally-invitations.auth.<region>.amazoncognito.com/oauth2/idpresponse',
  ],
  [
    'staging',
    { signInDomain: 'login.example.org', signInCertificateArn: certificate, region: 'eu-west-1' },
    'may redirect to https://login.example.org/oauth2/idpresponse and https://partnerally-invitations-staging.auth.eu-west-1.amazoncognito.com/oauth2/idpresponse',
  ],
  ['dev', { account: '1234' }, 'account: must be the twelve digits of an account'],
  ['dev', { region: 'Frankfurt' }, 'region: must be a region such as eu-central-1'],
  [
    'dev',
    { region: 'me-south-1' },
    "region: CloudFront can't deliver the console's access log to me-south-1. It must be one of ap-northeast-1",
  ],
  ['dev', { mailFromDomain: 'mail.example.org' }, 'mailFromDomain: must be below dev.partnerally.com'],
  ['prod', { waf: 'true', googleClientId }, 'waf: needs apiDomain, account, region'],
  ['local', { waf: 'true' }, 'waf: not supported in local'],
  ['dev', { runbookUrl: 'http://wiki.example.org' }, 'runbookUrl: must be an https URL'],
  ['dev', { emailsPerDay: 0 }, 'emailsPerDay: '],
  ['dev', { alarms: 'perhaps' }, 'alarms: must be true or false'],
  ['dev', { alarmEmail: 'absent' }, 'alarmEmail: must be an email address'],
  ['dev', { senderEmail: 'absent' }, 'senderEmail: must be an email address'],
  ['dev', { invitationLifetimeSeconds: 0 }, 'invitationLifetimeSeconds: '],
  ['dev', { invitationLifetimeSeconds: 'a week' }, 'invitationLifetimeSeconds: '],
  ['dev', { hostedLoginPrefix: 'my-cognito' }, 'hostedLoginPrefix: must not contain aws, amazon or cognito'],
  ['dev', { hostedLoginPrefix: 'Partner Ally' }, 'hostedLoginPrefix: must be 1 to 63 lower-case letters'],
  ['dev', { logRetentionDays: 8 }, 'logRetentionDays: '],
  ['local', { restoring: 'true' }, 'restoring: not supported in local'],
  ['dev', { commit: 'main' }, 'commit: must be the forty hexadecimal digits of a commit'],
  ['dev', { keepState: 'perhaps' }, 'keepState: must be true or false'],
  ['prod', { keepState: false }, 'keepState: must be true in prod'],
  ['dev', { lifetime: 7 }, 'lifetime'],
] as const)('stageSettings of %s rejects %j and names the setting', (stage, given, sentence) => {
  expect(() => stageSettings(stage, given)).toThrow(SettingsError);
  expect(() => stageSettings(stage, given)).toThrow(sentence);
});

test('stageSettings reports all invalid settings', () => {
  expect(() => stageSettings('dev', { senderEmail: 'absent', logRetentionDays: 8 })).toThrow(
    /senderEmail: .*; logRetentionDays: /,
  );
});
