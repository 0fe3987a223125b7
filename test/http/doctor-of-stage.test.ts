import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { doctor } from '#operator/doctor/doctor.ts';
import { type HealthyStage, healthyStage } from '#test/support/healthy-stage.ts';
import { ailments } from './ailments-of-a-stage.ts';

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
