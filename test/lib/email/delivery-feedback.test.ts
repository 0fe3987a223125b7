import { compilePatterns } from 'cdk-local/event-pattern';
import { expect, test } from 'vitest';
import { resolved, scopeOf } from '#test/lib/resolved.ts';
import { functionsOf, onlyResource, synthesized } from '#test/lib/synthesized.ts';

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

test('SES tells the default bus of each end that an email can have', () => {
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

test('mail of other stages, other events and other services do not reach it', () => {
  expect(fits(event('Delivery', 'theirs'))).toBe(false);
  expect(fits(event('Open', 'ours'))).toBe(false);
  expect(fits(event('Delivery', 'ours', 'aws.s3'))).toBe(false);
});

test('an event without the tags of our emails does not reach record-delivery', () => {
  expect(fits(event('Bounce', 'ours', 'aws.ses', { 'ses:caller-identity': ['administrator'] }))).toBe(false);
});

test('the sender identity has no default configuration set, which would take every email of its domain', () => {
  expect(onlyResource(prod.state, 'AWS::SES::EmailIdentity').Properties).not.toHaveProperty(
    'ConfigurationSetAttributes',
  );
});

test('an event that can not be recorded is tried again, then waits in the failure queue', () => {
  expect(rule.Targets).toEqual([
    expect.objectContaining({ DeadLetterConfig: { Arn: queue }, RetryPolicy: { MaximumEventAgeInSeconds: 86_400 } }),
  ]);
  expect(onlyResource(running, 'AWS::Lambda::EventInvokeConfig').Properties).toMatchObject({
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: queue } },
  });
  expect(recorder?.Properties.Timeout).toBe(30);
});

// The queue's policy names the rule before it is there.
test('the failure queue takes from the bus what the rule of mail events could not deliver', () => {
  const { Statement } = onlyResource(prod.state, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument;
  const [{ Condition, Action }] = Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
  expect(Action).toBe('sqs:SendMessage');
  expect(resolved(Condition.ArnEquals['aws:SourceArn'], scopeOf(prod))).toBe(
    `arn:aws:events:eu-central-1:123456789012:rule/${rule.Name}`,
  );
});

test('whoever bounced or complained gets no more mail, whatever the account is set to', () => {
  expect(onlyResource(prod.state, 'AWS::SES::ConfigurationSet').Properties.SuppressionOptions).toEqual({
    SuppressedReasons: ['BOUNCE', 'COMPLAINT'],
  });
});
