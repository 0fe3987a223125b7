import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { doctor } from '#local/doctor/doctor.ts';
import { type HealthyStage, healthyStage } from '#test/support/healthy-stage.ts';

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-central-1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What the doctor says of a stage in which nothing is wrong but this. */
const diagnosis = async (spoil: (healthy: HealthyStage) => unknown = () => undefined) => {
  const healthy = await healthyStage(inject('url'));
  spoil(healthy);
  const lines: string[] = [];
  const isRight = await doctor({ stage: 'prod' }, (line) => lines.push(line), healthy);
  for (const one of Object.values(healthy.aws)) one.restore();
  return { isRight, lines, wrong: lines.filter((line) => !line.startsWith('✓')) };
};

test('the doctor finds nothing wrong with a stage that has all it needs', async () => {
  const { isRight, lines, wrong } = await diagnosis();
  expect(wrong).toEqual([]);
  expect(isRight).toBe(true);
  expect(lines).toContain('✓ stack: invitations-prod-state is UPDATE_COMPLETE');
  expect(lines).toContain('✓ DNS: TXT mail.acme.test');
  expect(lines).toContain('✓ SES account: out of the sandbox: 14 emails a second, 50000 a day');
});

type Spoiled = readonly [what: string, line: RegExp, spoil: (healthy: HealthyStage) => unknown];

const spoiled: readonly Spoiled[] = [
  [
    'a failed update of a stack',
    /^✗ stack: invitations-prod is UPDATE_ROLLBACK_COMPLETE: see its events/,
    ({ aws, stack }) =>
      aws.cloudformation
        .on(DescribeStacksCommand, { StackName: 'invitations-prod' })
        .resolves({ Stacks: [{ ...stack, StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }] }),
  ],
  [
    'a lacking record of DKIM',
    /^✗ DNS: CNAME key\._domainkey\.acme\.test is missing: enter key\.dkim\.amazonses\.com /,
    ({ resolver }) => {
      resolver.resolveCname = resolver.resolve4;
    },
  ],
  [
    'a domain that leads elsewhere',
    /^✗ DNS: CNAME key\._domainkey\.acme\.test is 192\.0\.2\.1: enter /,
    ({ resolver }) => {
      resolver.resolveCname = resolver.resolve4;
      resolver.resolve4 = async (name) => [name.endsWith('.acme.test') ? '192.0.2.1' : '192.0.2.2'];
    },
  ],
  [
    'bounces that go elsewhere',
    /^✗ DNS: MX mail\.acme\.test is 5 mx\.other\.test: enter 10 feedback-smtp/,
    ({ resolver }) => {
      resolver.resolveMx = async () => [{ priority: 5, exchange: 'mx.other.test' }];
    },
  ],
  [
    'SPF that lets SES send nothing',
    /^✗ DNS: TXT mail\.acme\.test is v=spf1 -all: enter v=spf1 include:amazonses\.com ~all/,
    ({ resolver }) => {
      const { resolveTxt } = resolver;
      resolver.resolveTxt = async (name) => (name.startsWith('_dmarc') ? resolveTxt(name) : [['v=spf1 -all']]);
    },
  ],
  [
    'a sender that is not verified',
    /^✗ SES identity: acme\.test is not verified \(PENDING\)/,
    ({ aws, identity }) =>
      aws.ses
        .on(GetEmailIdentityCommand)
        .resolves({ ...identity, VerifiedForSendingStatus: false, VerificationStatus: 'PENDING' }),
  ],
  [
    'a key of DKIM that SES has not found',
    /^✗ SES identity: DKIM is PENDING: enter the records/,
    ({ aws, identity }) =>
      aws.ses.on(GetEmailIdentityCommand).resolves({ ...identity, DkimAttributes: { Status: 'PENDING' } }),
  ],
  [
    'a MAIL FROM domain that SES has not found',
    /^✗ SES identity: the MAIL FROM domain is not set: enter the records/,
    ({ aws, identity }) => aws.ses.on(GetEmailIdentityCommand).resolves({ ...identity, MailFromAttributes: undefined }),
  ],
  [
    'an account under review',
    /^✗ SES account: its status is PROBATION: see /,
    ({ aws }) =>
      aws.ses
        .on(GetAccountCommand)
        .resolves({ ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'PROBATION' }),
  ],
  [
    'the sandbox',
    /^✗ SES account: in the sandbox, .*ask for production access/,
    ({ aws }) => aws.ses.on(GetAccountCommand).resolves({ SendingEnabled: true, EnforcementStatus: 'HEALTHY' }),
  ],
  [
    'paused sending',
    /^✗ SES account: sending is paused/,
    ({ aws }) =>
      aws.ses.on(GetAccountCommand).resolves({ ProductionAccessEnabled: true, EnforcementStatus: 'HEALTHY' }),
  ],
  [
    'TTL that is off',
    /^✗ table: TTL is DISABLED/,
    ({ aws }) =>
      aws.dynamodb.on(DescribeTimeToLiveCommand).resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }),
  ],
  [
    'no point-in-time recovery',
    /^✗ table: has no point-in-time recovery/,
    ({ aws }) => aws.dynamodb.on(DescribeContinuousBackupsCommand).resolves({}),
  ],
  [
    'a table that can be deleted',
    /^✗ table: can be deleted/,
    ({ aws }) =>
      aws.dynamodb
        .on(DescribeTableCommand)
        .resolves({ Table: { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } } }),
  ],
  [
    'a reader that somebody disabled',
    /^✗ invitations-prod-record-changes: its event source mapping is Disabled: aws lambda .*--uuid u2 --enabled/,
    ({ aws }) =>
      aws.lambda
        .on(ListEventSourceMappingsCommand, { FunctionName: 'invitations-prod-record-changes' })
        .resolves({ EventSourceMappings: [{ UUID: 'u2', State: 'Disabled' }] }),
  ],
  [
    'a reader whose mapping is gone',
    /^✗ invitations-prod-send-invitation-email: reads nothing/,
    ({ aws }) =>
      aws.lambda
        .on(ListEventSourceMappingsCommand, { FunctionName: 'invitations-prod-send-invitation-email' })
        .resolves({ EventSourceMappings: [] }),
  ],
  [
    "a new account's concurrency",
    /^✗ Lambda: the account runs 10 functions at once: ask for 1,000/,
    ({ aws }) => aws.lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } }),
  ],
  [
    'what waits in the failure queue',
    /^✗ failure queue: 3 waiting in it: .*npm run replay -- --stage prod/,
    ({ aws }) => aws.sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '3' } }),
  ],
  [
    'an alarm that rings',
    /^✗ alarms: invitations-prod-emails-not-leaving rings\. What to do: there/,
    ({ aws }) =>
      aws.cloudwatch.on(DescribeAlarmsCommand).resolves({
        MetricAlarms: [
          {
            AlarmName: 'invitations-prod-emails-not-leaving',
            StateValue: 'ALARM',
            AlarmDescription: 'What to do: there',
          },
        ],
      }),
  ],
  [
    'alarms that are gone',
    /^✗ alarms: there are none/,
    ({ aws }) => aws.cloudwatch.on(DescribeAlarmsCommand).resolves({}),
  ],
  [
    'an alarm topic that nobody has confirmed',
    /^✗ alarm topic: nobody has confirmed/,
    ({ aws }) =>
      aws.sns
        .on(ListSubscriptionsByTopicCommand)
        .resolves({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] }),
  ],
  [
    'an alarm topic without anybody',
    /^✗ alarm topic: nobody is told/,
    ({ aws }) => aws.sns.on(ListSubscriptionsByTopicCommand).resolves({}),
  ],
  [
    'a right that whoever looks has not',
    /^\? SES account: could not be looked at: User: doctor is not authorized/,
    ({ aws }) => aws.ses.on(GetAccountCommand).rejects(new Error('User: doctor is not authorized')),
  ],
  [
    'a name server that does not answer for one name',
    /^\? DNS: MX mail\.acme\.test could not be looked up: queryMx timed out/,
    ({ resolver }) => {
      resolver.resolveMx = () => Promise.reject(new Error('queryMx timed out'));
    },
  ],
  [
    'an address of the console that no output has',
    /^\? console, API and sign-in: could not be looked at: The output ConsoleUrl is missing: deploy again\./,
    ({ outputs, say }) => {
      delete outputs.ConsoleUrl;
      say();
    },
  ],
  [
    'an output that is missing',
    /^\? SES identity: could not be looked at: The output SenderIdentity is missing: deploy again\./,
    ({ outputs, say }) => {
      delete outputs.SenderIdentity;
      say();
    },
  ],
];

test.each(spoiled)('the doctor tells %s, in one line, and nothing else', async (_, line, spoil) => {
  expect(await diagnosis(spoil)).toMatchObject({ isRight: false, wrong: [expect.stringMatching(line)] });
});

test('a domain that leads on by an alias of its own DNS is right', async () => {
  const { wrong } = await diagnosis(({ resolver }) => {
    resolver.resolveCname = resolver.resolve4;
    resolver.resolve4 = async () => ['192.0.2.1'];
  });
  expect(wrong).toEqual([]);
});

test('a console of another deployment is told by its settings, and cannot sign in', async () => {
  const { wrong } = await diagnosis(({ outputs, say }) => {
    outputs.ClientId = 'another';
    say();
  });
  expect(wrong).toEqual([
    expect.stringMatching(/^✗ console settings: clientId is \w+, and this deployment's is another: deploy again/),
    expect.stringMatching(/^✗ sign-in: .* does not lead on to Google/),
  ]);
});

test('a stage that nobody reaches is told so of each thing there, and the rest is looked at', async () => {
  const { lines, wrong } = await diagnosis(({ outputs, say }) => {
    Object.assign(outputs, { ConsoleUrl: 'http://127.0.0.1:1', ApiUrl: 'http://127.0.0.1:1' });
    say();
  });
  expect(wrong).toContainEqual(
    expect.stringMatching(/^\? console: could not be looked at: http:\/\/127\.0\.0\.1:1\/ is not reached \(/),
  );
  expect(wrong).toContainEqual(expect.stringMatching(/^\? API: could not be looked at/));
  expect(lines).toContain('✓ failure queue: is empty');
});

test('without its stacks nothing else is looked at', async () => {
  const { isRight, lines } = await diagnosis(({ aws }) =>
    aws.cloudformation.on(DescribeStacksCommand).rejects(new Error('Stack with id invitations-prod does not exist')),
  );
  expect(isRight).toBe(false);
  expect(lines).toEqual([
    expect.stringMatching(/^✗ stack: invitations-prod-state is not there: npx cdk deploy --all -c stage=prod makes it/),
    expect.stringMatching(/^✗ stack: invitations-prod is not there/),
    'Everything else is looked at where both stacks are there.',
  ]);
});

test('a stage that keeps nothing needs neither alarms, nor anyone to hear them, nor protection from deletion', async () => {
  const { wrong } = await diagnosis(({ aws, stack, outputs }) => {
    const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    aws.cloudformation.on(DescribeStacksCommand).resolves({ Stacks: [{ ...stack, Outputs }] });
    aws.cloudwatch.on(DescribeAlarmsCommand).resolves({});
    aws.sns.on(ListSubscriptionsByTopicCommand).resolves({});
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const };
    aws.dynamodb.on(DescribeTableCommand).resolves({ Table: { StreamSpecification } });
  });
  expect(wrong).toEqual([]);
});
