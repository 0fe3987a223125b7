import { compilePatterns } from 'cdk-local/event-pattern';
import { expect, test } from 'vitest';
import { resolved, scopeOf } from '#test/lib/resolved.ts';
import { functionsOf, onlyResource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const prod = await synthesized('prod');
const { running } = prod;
const recorder = functionsOf(prod).get('record-delivery');
const rule = onlyResource(running, 'AWS::Events::Rule').Properties;
const queue = { 'Fn::ImportValue': expect.stringMatching(/FailureQueue\w+Arn/) };

const pattern = JSON.stringify(rule.EventPattern).replace(
  /\{"Fn::ImportValue":"[^"]*ConfigurationSet[^"]*"\}/,
  '"ours"',
);
const fits = compilePatterns([pattern]);
const event = (
  eventType: string,
  configurationSet: string,
  source = 'aws.ses',
  own: object = { invitationId: ['i1'] },
) => ({
  source,
  detail: { eventType, mail: { tags: { 'ses:configuration-set': [configurationSet], ...own } } },
});

test('SES sends every delivery event to the default bus', () => {
  const { EventDestination } = onlyResource(running, 'AWS::SES::ConfigurationSetEventDestination').Properties;
  expect(EventDestination).toMatchObject({
    Enabled: true,
    MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject', 'renderingFailure'],
  });
  expect(JSON.stringify(EventDestination.EventBridgeDestination)).toContain('event-bus/default');
});

test.each(['Delivery', 'Bounce', 'Complaint', 'Reject', 'Rendering Failure'])('%s reaches record-delivery', (type) => {
  expect(fits(event(type, 'ours'))).toBe(true);
});

test('the rule ignores emails of other stages, other events and other services', () => {
  expect(fits(event('Delivery', 'theirs'))).toBe(false);
  expect(fits(event('Open', 'ours'))).toBe(false);
  expect(fits(event('Delivery', 'ours', 'aws.s3'))).toBe(false);
});

test('the rule ignores events without the tags of our emails', () => {
  expect(fits(event('Bounce', 'ours', 'aws.ses', { 'ses:caller-identity': ['administrator'] }))).toBe(false);
});

test('the sender identity has no default configuration set', () => {
  expect(onlyResource(prod.state, 'AWS::SES::EmailIdentity').Properties).not.toHaveProperty(
    'ConfigurationSetAttributes',
  );
});

test('an event that fails is retried and then sent to the dead-letter queue', () => {
  expect(rule.Targets).toEqual([
    expect.objectContaining({ DeadLetterConfig: { Arn: queue }, RetryPolicy: { MaximumEventAgeInSeconds: 86_400 } }),
  ]);
  expect(onlyResource(running, 'AWS::Lambda::EventInvokeConfig').Properties).toMatchObject({
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: queue } },
  });
  expect(recorder?.Properties.Timeout).toBe(30);
});

// The policy of the queue names the rule before it exists.
test('the dead-letter queue accepts undeliverable events of the rule', () => {
  const policies = resourcesOf(prod.state, 'AWS::SQS::QueuePolicy').map(([, { Properties }]) => Properties);
  const allowed = policies.flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow'),
  );
  expect(allowed).toHaveLength(1);
  const [{ Condition, Action }] = allowed;
  expect(Action).toBe('sqs:SendMessage');
  expect(resolved(Condition.ArnEquals['aws:SourceArn'], scopeOf(prod))).toBe(
    `arn:aws:events:eu-central-1:123456789012:rule/${rule.Name}`,
  );
});

test('the configuration set suppresses bounces and complaints', () => {
  expect(onlyResource(prod.state, 'AWS::SES::ConfigurationSet').Properties.SuppressionOptions).toEqual({
    SuppressedReasons: ['BOUNCE', 'COMPLAINT'],
  });
});
