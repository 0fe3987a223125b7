import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { doctor } from '#operator/doctor/doctor.ts';
import { ailments } from './failure-cases.ts';
import { type HealthyStage, healthyStage } from './fake-stage.ts';

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-central-1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What the doctor says of a stage in which nothing is wrong but this. */
const diagnosis = async (spoil: (healthy: HealthyStage) => unknown = () => undefined, isFirst = false) => {
  const healthy = await healthyStage(inject('url'));
  spoil(healthy);
  const lines: string[] = [];
  const isRight = await doctor({ stage: 'prod' }, (line) => lines.push(line), healthy, isFirst);
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

test.each(ailments)('the doctor tells %s, in one line, and nothing else', async (_, line, spoil) => {
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

test('doctor --first finds nothing wrong with a stage whose metrics are where alarms and dashboard look', async () => {
  const { lines, wrong } = await diagnosis(undefined, true);
  expect(wrong).toEqual([]);
  expect(lines).toEqual(
    expect.arrayContaining([
      '✓ dashboard: its searches find 1 functions',
      '✓ metric math: FILL gives 0 for a metric that was never published',
      '✓ sign-in metric: Cognito counts sign-ins with Google where the alarm looks',
      '✓ CloudFront metric: CloudFront counts requests where the alarms look',
    ]),
  );
  expect((await diagnosis()).lines.filter((line) => line.includes('metric'))).toEqual([]);
});

test('doctor --first says what to do about each metric that is not there', async () => {
  const { isRight, wrong } = await diagnosis(
    ({ aws }) => aws.cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] }),
    true,
  );
  expect(isRight).toBe(false);
  expect(wrong).toEqual([
    expect.stringMatching(/^✗ dashboard: its searches find no function: run npm run smoke/),
    expect.stringMatching(/^✗ metric math: FILL gives no 0 .*step 8 of docs\/first-deployment\.md/),
    expect.stringMatching(/^✗ sign-in metric: Cognito has counted no sign-in .*sign-in-failing can not ring/),
    expect.stringMatching(/^✗ CloudFront metric: CloudFront has counted no request/),
  ]);
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
