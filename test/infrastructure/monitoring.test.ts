import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolved, scopeOf } from './resolved.ts';
import { functionsOf, onlyResource, resourcesOf, synthesized } from './synthesized.ts';

const prod = await synthesized('prod');
const written = await synthesized('prod', { alarmEmail: 'duty@example.org' });
const alarms = resourcesOf(prod.running, 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
  id,
  ...Properties,
}));
const [[topic] = ['']] = resourcesOf(prod.state, 'AWS::SNS::Topic');
const text = (value: unknown) => resolved(value, scopeOf(prod));
const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `invitations-prod-${name}`);

test('every function has an alarm on its errors', () => {
  const watched = alarms
    .filter(({ MetricName, Threshold }) => MetricName === 'Errors' && Threshold === 1)
    .map(({ Dimensions }) => prod.running.toJSON().Resources[Dimensions[0].Value.Ref].Properties.FunctionName);
  expect(watched.sort()).toEqual(
    [...functionsOf(prod).values()].map(({ Properties }) => Properties.FunctionName).sort(),
  );
});

test.each([
  // A stream keeps records for 24 hours.
  ['send-invitation-email-delay', 'IteratorAge', 600_000],
  ['record-changes-delay', 'IteratorAge', 600_000],
  ['failure-queue-not-empty', 'ApproximateNumberOfMessagesVisible', 1],
  ['api-server-errors', '5xx', 5],
  ['functions-throttled', 'Throttles', 1],
  // SES puts an account under review at 5 % and at 0.1 %.
  ['bounce-rate', 'Reputation.BounceRate', 0.04],
  ['complaint-rate', 'Reputation.ComplaintRate', 0.0008],
])('%s rings once %s is %d', (name, metric, threshold) => {
  expect(named(name)).toMatchObject({
    MetricName: metric,
    Threshold: threshold,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
});

test('table-throttled rings once a hundred reads and writes were turned away', () => {
  const { Threshold, Metrics } = named('table-throttled') ?? {};
  const counted = Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: { MetricName: string } } }) =>
    MetricStat ? [MetricStat.Metric.MetricName] : [],
  );
  expect([Threshold, counted.sort()]).toEqual([100, ['ReadThrottleEvents', 'WriteThrottleEvents']]);
});

test('every alarm tells the topic that it rings, and that it stopped', () => {
  for (const { AlarmActions, OKActions } of alarms)
    expect([...AlarmActions, ...OKActions].map(text)).toEqual([topic, topic]);
});

// The policy that refuses what is not over TLS takes the place of the one that lets in the whole account.
test('alarms of this account, and nobody else, may say something to the topic', () => {
  const { Statement } = onlyResource(prod.state, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument;
  const allowed = Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
  expect(allowed).toEqual([
    expect.objectContaining({
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  ]);
});

test('who is named in the settings is written to, and nobody where nobody is', () => {
  expect(onlyResource(written.state, 'AWS::SNS::Subscription').Properties).toMatchObject({
    Protocol: 'email',
    Endpoint: 'duty@example.org',
  });
  expect(resourcesOf(prod.state, 'AWS::SNS::Subscription')).toEqual([]);
});

test('every alarm says where it stands what to do, and nothing stands there for an alarm that is not there', () => {
  const operations = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const [, chapter = ''] = operations.split(/^## When an alarm rings$/m);
  const [own = ''] = chapter.split(/^## /m);
  const headings = [...own.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  const linked = alarms.map(({ AlarmDescription }) => / docs\/operations\.md#([a-z-]+)$/.exec(AlarmDescription)?.[1]);
  expect(new Set(linked)).toEqual(new Set(headings));
});

test('the dashboard shows every alarm, the API, the functions, the mail, the readers and the table on one page', () => {
  const { DashboardName, DashboardBody } = onlyResource(prod.running, 'AWS::CloudWatch::Dashboard').Properties;
  const page = text(DashboardBody);
  expect(DashboardName).toBe('invitations-prod');
  for (const { id } of alarms) expect(page).toContain(`${id}.Arn`);
  for (const metric of ['5xx', 'Latency', 'Bounce', 'IteratorAge', 'ApproximateNumberOfMessagesVisible', 'Throttle'])
    expect(page).toContain(metric);
  expect(page).toContain(String.raw`FunctionName=\"invitations-prod-\"`);
  expect(JSON.parse(page).widgets.length).toBeLessThanOrEqual(13);
});
