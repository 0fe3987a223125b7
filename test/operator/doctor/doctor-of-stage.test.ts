import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { doctor } from '#operator/doctor/doctor.ts';
import { failureCases } from './failure-cases.ts';
import { type HealthyStage, healthyStage } from './fake-stage.ts';

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-central-1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Runs the doctor on a healthy stage with one change. */
const diagnosis = async (breakStage: (healthy: HealthyStage) => unknown = () => undefined, isFirst = false) => {
  const healthy = await healthyStage(inject('url'));
  breakStage(healthy);
  const lines: string[] = [];
  const isRight = await doctor({ stage: 'prod' }, (line) => lines.push(line), healthy, isFirst);
  for (const one of Object.values(healthy.aws)) one.restore();
  return { isRight, lines, wrong: lines.filter((line) => !line.startsWith('✓')) };
};

test('doctor reports no problem for a healthy stage', async () => {
  const { isRight, lines, wrong } = await diagnosis();
  expect(wrong).toEqual([]);
  expect(isRight).toBe(true);
  expect(lines).toContain('✓ stack: invitations-prod-state is UPDATE_COMPLETE');
  expect(lines).toContain('✓ DNS: TXT mail.acme.test');
  expect(lines).toContain('✓ SES account: has production access: 14 emails per second, 50000 a day');
});

test.each(failureCases)('doctor reports %s in one line and nothing else', async (_, line, breakStage) => {
  expect(await diagnosis(breakStage)).toMatchObject({ isRight: false, wrong: [expect.stringMatching(line)] });
});

test.each([
  [1000, "put reservedConcurrency into the stage's file and deploy; the account's 1000 allow it"],
  [10, "the account's 10 do not allow a reserve yet"],
])('doctor warns that batches have no reserved concurrency of %i', async (ConcurrentExecutions, next) => {
  const { wrong } = await diagnosis(({ aws }) =>
    aws.lambda
      .on(GetFunctionConcurrencyCommand)
      .resolves({})
      .on(GetAccountSettingsCommand)
      .resolves({ AccountLimit: { ConcurrentExecutions } }),
  );
  const line = `! batches and exports: those of one organization can use up the concurrency of all others: ${next}`;
  expect(wrong).toContain(line);
});

test('doctor warns about a stage without a firewall, which still is right', async () => {
  const { isRight, wrong } = await diagnosis(({ outputs, say }) => {
    outputs.ApiUrl = `${outputs.ApiUrl}/`.replace('localhost', '127.0.0.1').replace(/\/$/, '');
    say();
  });
  expect(wrong).toEqual([expect.stringMatching(/^! firewall: there is none, so no limit per client: put apiDomain/)]);
  expect(isRight).toBe(true);
});

test('doctor accepts a DNS alias', async () => {
  const { wrong } = await diagnosis(({ resolver }) => {
    resolver.resolveCname = resolver.resolve4;
    resolver.resolve4 = async () => ['192.0.2.1'];
  });
  expect(wrong).toEqual([]);
});

test('doctor reports the settings of another deployment', async () => {
  const { wrong } = await diagnosis(({ outputs, say }) => {
    outputs.ClientId = 'another';
    say();
  });
  expect(wrong).toEqual([
    expect.stringMatching(/^✗ console settings: clientId is \w+, and this deployment's is another: deploy again/),
    expect.stringMatching(/^✗ sign-in: .* does not redirect to Google/),
  ]);
});

test('doctor reports an unreachable stage and runs all other checks', async () => {
  const { lines, wrong } = await diagnosis(({ outputs, say }) => {
    Object.assign(outputs, { ConsoleUrl: 'http://127.0.0.1:1', ApiUrl: 'http://127.0.0.1:1' });
    say();
  });
  expect(wrong).toContainEqual(
    expect.stringMatching(/^\? console: could not be checked: http:\/\/127\.0\.0\.1:1\/ can't be reached \(/),
  );
  expect(wrong).toContainEqual(expect.stringMatching(/^\? API: could not be checked/));
  expect(lines).toContain('✓ dead-letter queue: is empty');
});

test('doctor --first reports no problem for a stage with all metrics', async () => {
  const { lines, wrong } = await diagnosis(undefined, true);
  expect(wrong).toEqual([]);
  expect(lines).toEqual(
    expect.arrayContaining([
      '✓ dashboard: its searches find 1 functions',
      '✓ metric math: FILL returns 0 for a metric that was never published',
      '✓ sign-in metric: Cognito counts sign-ins with Google under the dimensions of the alarm',
      '✓ CloudFront metric: CloudFront counts requests under the dimensions of the alarms',
    ]),
  );
  expect((await diagnosis()).lines.filter((line) => line.includes('metric'))).toEqual([]);
});

test('doctor --first says what to do about each missing metric', async () => {
  const { isRight, wrong } = await diagnosis(
    ({ aws }) => aws.cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] }),
    true,
  );
  expect(isRight).toBe(false);
  expect(wrong).toEqual([
    expect.stringMatching(/^✗ dashboard: its searches find no function: run npm run smoke/),
    expect.stringMatching(/^✗ metric math: FILL returns no 0 .*step 8 of docs\/first-deployment\.md/),
    expect.stringMatching(/^✗ sign-in metric: no sign-in was counted .*sign-in-failing can not ring/),
    expect.stringMatching(/^✗ CloudFront metric: no request was counted/),
  ]);
});

test('doctor runs no other checks without the stacks', async () => {
  const { isRight, lines } = await diagnosis(({ aws }) =>
    aws.cloudformation.on(DescribeStacksCommand).rejects(new Error('Stack with id invitations-prod does not exist')),
  );
  expect(isRight).toBe(false);
  expect(lines).toEqual([
    expect.stringMatching(
      /^✗ stack: invitations-prod-state does not exist: npx cdk deploy --all -c stage=prod creates it/,
    ),
    expect.stringMatching(/^✗ stack: invitations-prod does not exist/),
    'All other checks need both stacks.',
  ]);
});

test('doctor accepts a stage without retained data, alarms and deletion protection', async () => {
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
