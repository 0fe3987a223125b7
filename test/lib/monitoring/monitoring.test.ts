import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { resolved, scopeOf } from '#test/lib/resolved.ts';
import { appOf, functionsOf, onlyResource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const prod = await synthesized('prod', { account: '123456789012', region: 'eu-central-1' });
const written = await synthesized('prod', { alarmEmail: 'duty@example.org' });
const alarmsIn = (template: Template) =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({ id, ...Properties }));
const alarms = alarmsIn(prod.running);
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
  // A stream retains records for 24 hours.
  ['queue-emails-delay', 'IteratorAge', 600_000],
  ['record-changes-delay', 'IteratorAge', 600_000],
  ['failure-queue-not-empty', 'ApproximateNumberOfMessagesVisible', 1],
  ['api-server-errors', '5xx', 5],
  ['api-throttled', 'RequestsThrottled', 100],
  ['tokens-refused', 'TokensRefused', 500],
  ['admins-added', 'AdminsAdded', 20],
  ['organization-email-limit', 'EmailLimitsReached', 1],
  ['organization-paused', 'OrganizationsPaused', 1],
  // 80 % of the default SES quota outside of the sandbox.
  ['email-quota', 'Send', 40_000],
  ['functions-throttled', 'Throttles', 10],
  ['sign-in-throttled', 'FederationThrottles', 10],
  // SES reviews an account at 5 % and 0.1 %.
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

// DynamoDB reports throttling of an index only for the index.
test('table-throttled sums throttled reads and writes of the table and both indexes', () => {
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

// CloudWatch has no metric for them: they are counted among all 4xx.
test.each([
  ['RequestsThrottled', '{ ($.status = "429") && ($.functionLatencyMs = "-") }'],
  ['TokensRefused', '{ $.status = "401" }'],
])('the metric %s counts the lines %s of the access log', (name, pattern) => {
  const filters = resourcesOf(prod.running, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);
  expect(filters).toHaveLength(2);
  const { FilterPattern, MetricTransformations } =
    filters.find((filter) => filter.MetricTransformations[0].MetricName === name) ?? expect.fail(name);
  expect(FilterPattern).toBe(pattern);
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

test('dev has a dashboard but no alarms', async () => {
  const { running } = await synthesized('dev');
  expect(resourcesOf(running, 'AWS::CloudWatch::Alarm')).toEqual([]);
  onlyResource(running, 'AWS::CloudWatch::Dashboard');
});

test('errors alarms link to their runbook heading', () => {
  const headings = alarms
    .filter(({ MetricName }) => MetricName === 'Errors')
    .map(({ AlarmName, AlarmDescription }) => [AlarmName, AlarmDescription.split('#')[1]]);
  const others = headings.filter(([, heading]) => heading !== 'function-errors');
  expect(others).toEqual([['invitations-prod-pre-token-generation-errors', 'sign-in-failing']]);
});

test('the sign-in alarms use the metrics of Google for the client of the console', () => {
  const [attempts] = named('sign-in-failing')?.Metrics.filter(({ Id }: Part) => Id === 'attempts') ?? [];
  const { ref } = { ref: (name: string) => resourcesOf(prod.state, name)[0]?.[0] };
  for (const { Namespace, Dimensions } of [attempts.MetricStat.Metric, named('sign-in-throttled')]) {
    expect(Namespace).toBe('AWS/Cognito');
    expect(Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, text(Value)])).toEqual([
      ['IdentityProvider', 'Google'],
      ['UserPool', ref('AWS::Cognito::UserPool')],
      ['UserPoolClient', ref('AWS::Cognito::UserPoolClient')],
    ]);
  }
});

test('the CloudFront alarms are in us-east-1 and notify a topic there', async () => {
  const app = await appOf('prod', { account: '123456789012', region: 'eu-central-1', alarmEmail: 'duty@example.org' });
  const { environment, template, dependencies } = app.synth().getStackByName('invitations-prod-edge-alarms');
  const edge = Template.fromJSON(template);
  const [[topicOfEdge] = ['']] = resourcesOf(edge, 'AWS::SNS::Topic');
  expect(environment).toMatchObject({ account: '123456789012', region: 'us-east-1' });
  expect(dependencies.map(({ id }) => id)).toContain('invitations-prod-state');
  expect(onlyResource(edge, 'AWS::SNS::Subscription').Properties).toMatchObject({ Endpoint: 'duty@example.org' });
  const distribution = {
    'Fn::GetStackOutput': {
      StackName: 'invitations-prod-state',
      OutputName: 'ConsoleDistributionId',
      Region: 'eu-central-1',
    },
  };
  for (const { AlarmActions, OKActions, Metrics } of alarmsIn(edge)) {
    expect([...AlarmActions, ...OKActions]).toEqual([{ Ref: topicOfEdge }, { Ref: topicOfEdge }]);
    for (const { MetricStat } of Metrics.filter((part: Part) => part.MetricStat))
      expect(MetricStat.Metric).toMatchObject({
        Namespace: 'AWS/CloudFront',
        Dimensions: [
          { Name: 'DistributionId', Value: distribution },
          { Name: 'Region', Value: 'Global' },
        ],
      });
  }
});

test.each([
  ['dev', { account: '123456789012', region: 'eu-central-1' }],
  ['prod', { region: 'eu-central-1' }],
  ['prod', { account: '123456789012' }],
])('%s with the settings %j has no alarms on CloudFront', async (stage, settings) => {
  const { stacks } = (await appOf(stage, settings)).synth();
  expect(stacks.map(({ stackName }) => stackName)).toEqual([`invitations-${stage}-state`, `invitations-${stage}`]);
});

test('alarms link to runbookUrl', async () => {
  const { running } = await synthesized('prod', { runbookUrl: 'https://wiki.example.org/invitations' });
  for (const [, { Properties }] of resourcesOf(running, 'AWS::CloudWatch::Alarm'))
    expect(Properties.AlarmDescription).toMatch(/ What to do: https:\/\/wiki\.example\.org\/invitations#[a-z-]+$/);
});

test('every alarm notifies the topic of ALARM and OK', () => {
  for (const { AlarmActions, OKActions } of alarms)
    expect([...AlarmActions, ...OKActions].map(text)).toEqual([topic, topic]);
});

// The policy that requires TLS replaces the default that allows the whole account.
test('only CloudWatch alarms of this account can publish to the topic', () => {
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

test('the topic has a subscription only if alarmEmail is set', () => {
  expect(onlyResource(written.state, 'AWS::SNS::Subscription').Properties).toMatchObject({
    Protocol: 'email',
    Endpoint: 'duty@example.org',
  });
  expect(resourcesOf(prod.state, 'AWS::SNS::Subscription')).toEqual([]);
});

test('every alarm has a heading in the runbook and every heading an alarm', () => {
  const operations = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8');
  const [, chapter = ''] = operations.split(/^## When an alarm rings$/m);
  const [own = ''] = chapter.split(/^## /m);
  const headings = [...own.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  const linked = [...alarms, ...alarmsIn(prod.edgeAlarms)].map(
    ({ AlarmDescription }) => / docs\/operations\.md#([a-z-]+)$/.exec(AlarmDescription)?.[1],
  );
  expect(new Set(linked)).toEqual(new Set(headings));
});

// Logs Insights allows fifty log groups per query.
test.each([
  ['follow a request', 'requestId'],
  ['follow an invitation', 'invitationId'],
])('the saved query "%s" filters by %s in the logs of API and functions', (name, field) => {
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
