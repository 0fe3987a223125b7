import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
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
  ['api-throttled', 'RequestsThrottled', 100],
  // Four fifths of what SES takes of an account outside the sandbox.
  ['email-quota', 'Send', 40_000],
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

type Part = {
  Id: string;
  Expression?: string;
  MetricStat?: { Metric: { MetricName: string; Dimensions: { Name: string; Value: unknown }[] }; Period: number };
};
const partsOf = (name: string): Part[] => named(name)?.Metrics ?? [];

// DynamoDB counts what an index turned away at the index alone.
test('table-throttled rings once a hundred reads and writes were turned away, by the table and both indexes together', () => {
  const counted = partsOf('table-throttled').flatMap(({ MetricStat }) => {
    const index = MetricStat?.Metric.Dimensions.find(({ Name }) => Name === 'GlobalSecondaryIndexName');
    return MetricStat ? [`${MetricStat.Metric.MetricName} ${index?.Value ?? 'table'}`] : [];
  });
  expect(counted.sort()).toEqual([
    'ReadThrottleEvents GSI1',
    'ReadThrottleEvents GSI2',
    'ReadThrottleEvents table',
    'WriteThrottleEvents GSI1',
    'WriteThrottleEvents GSI2',
    'WriteThrottleEvents table',
  ]);
  const [sum] = partsOf('table-throttled').flatMap(({ Expression }) => Expression ?? []);
  for (const { Id, MetricStat } of partsOf('table-throttled')) if (MetricStat) expect(sum).toContain(`FILL(${Id}, 0)`);
  expect(named('table-throttled')?.Threshold).toBe(100);
});

/** What an alarm's condition says of these numbers of one period; a metric without one is missing. */
const rings = (name: string, numbers: Readonly<Record<string, number>>): boolean => {
  const [expression] = partsOf(name).flatMap(({ Expression }) => Expression ?? []);
  const known = partsOf(name).flatMap(({ Id, MetricStat }) => (MetricStat ? [Id] : []));
  expect(known).toEqual(expect.arrayContaining(Object.keys(numbers)));
  const source = String(expression).replaceAll(' AND ', ' && ');
  const values = Object.fromEntries(known.map((id) => [id, numbers[id]]));
  const functions = {
    FILL: (value: number | undefined, otherwise: number) => value ?? otherwise,
    IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
  };
  return runInNewContext(source, { ...values, ...functions }) >= named(name)?.Threshold;
};

test.each([
  ['an invitation and no email', { sent: 1 }, true],
  ['an invitation sent again and no email', { resent: 1 }, true],
  ['an invitation and its email', { sent: 1, mailed: 1 }, false],
  ['an invitation whose email was refused', { sent: 1, unmailed: 1 }, false],
  ['nothing', {}, false],
])('emails-not-leaving, after half an hour with %s: %o rings %s', (_, numbers, expected) => {
  expect(rings('emails-not-leaving', numbers)).toBe(expected);
});

test.each([
  ['changes that only the mailer reads', { mailer: 3, age: 1_000 }, true],
  ['changes that both read', { mailer: 3, recorder: 1, age: 1_000 }, false],
  ['a mailer that tries old ones again', { mailer: 3, age: 3_600_000 }, false],
  ['nothing', {}, false],
])('changes-not-recorded, after half an hour with %s: %o rings %s', (_, numbers, expected) => {
  expect(rings('changes-not-recorded', numbers)).toBe(expected);
});

test.each([
  ['few', { undelivered: 9, sent: 9 }, false],
  ['many, and most of all', { undelivered: 10, sent: 100 }, true],
  ['many of very many', { undelivered: 50, sent: 1_000 }, false],
])('emails-undelivered, after an hour in which %s were lost: %o rings %s', (_, numbers, expected) => {
  expect(rings('emails-undelivered', numbers)).toBe(expected);
});

// CloudWatch has no number of its own for them: gateways count them among all 4xx.
test('requests are counted as throttled where the access log shows 429 and no function was asked', () => {
  const { FilterPattern, MetricTransformations } = onlyResource(prod.running, 'AWS::Logs::MetricFilter').Properties;
  expect(FilterPattern).toBe('{ ($.status = "429") && ($.functionLatencyMs = "-") }');
  const format: Record<string, string> = JSON.parse(
    onlyResource(prod.running, 'AWS::ApiGatewayV2::Stage').Properties.AccessLogSettings.Format,
  );
  expect(format).toMatchObject({
    status: '$context.status',
    functionLatencyMs: '$context.integrationLatency',
    stage: 'prod',
  });
  expect(MetricTransformations).toEqual([
    expect.objectContaining({ Dimensions: [{ Key: 'Stage', Value: '$.stage' }], MetricValue: '1' }),
  ]);
});

test('dev rings no alarm, and still has a dashboard', async () => {
  const { running } = await synthesized('dev');
  expect(resourcesOf(running, 'AWS::CloudWatch::Alarm')).toEqual([]);
  onlyResource(running, 'AWS::CloudWatch::Dashboard');
});

test('alarms lead to where the runbook is to be read', async () => {
  const { running } = await synthesized('prod', { runbookUrl: 'https://wiki.example.org/invitations' });
  for (const [, { Properties }] of resourcesOf(running, 'AWS::CloudWatch::Alarm'))
    expect(Properties.AlarmDescription).toMatch(/ What to do: https:\/\/wiki\.example\.org\/invitations#[a-z-]+$/);
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

// Insights takes fifty log groups in a query.
test.each([
  ['follow a request', 'requestId'],
  ['follow an invitation', 'invitationId'],
])('the saved query "%s" looks for %s in the logs of the API and of every function', (name, field) => {
  const logs = resourcesOf(prod.running, 'AWS::Logs::LogGroup');
  const own = logs.filter(([, { Properties }]) => !/console-files/.test(Properties.LogGroupName)).map(([id]) => id);
  const [, query] =
    resourcesOf(prod.running, 'AWS::Logs::QueryDefinition').find(
      ([, { Properties }]) => Properties.Name === `invitations-prod/${name}`,
    ) ?? [];
  expect(query?.Properties.LogGroupNames.map(({ Ref }: { Ref: string }) => Ref).sort()).toEqual(own.sort());
  expect(own.length).toBeLessThanOrEqual(50);
  expect(query?.Properties.QueryString).toMatch(new RegExp(`\\| filter ${field} = "[A-Z-]+"\n\\| sort @timestamp asc`));
});
