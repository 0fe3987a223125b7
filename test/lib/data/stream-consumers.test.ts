import { expect, test } from 'vitest';
import { type Resource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const { state, running } = await synthesized('prod');
const readers = new Map(
  resourcesOf(running, 'AWS::Lambda::EventSourceMapping')
    .filter(([, { Properties }]) => JSON.stringify(Properties.EventSourceArn).includes('StreamArn'))
    .map(([, { Properties }]) => [
      String(running.toJSON().Resources[Properties.FunctionName.Ref].Properties.FunctionName),
      Properties,
    ]),
);
const mail = readers.get('invitations-prod-queue-emails');
const changes = readers.get('invitations-prod-record-changes');
const named = (type: string, start: string) =>
  resourcesOf(state, type).find(([id]) => id.startsWith(start))?.[1] ?? expect.fail(`no ${start}`);
const filters = (reader: Resource['Properties']) =>
  reader.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));

// A shard serves two readers well; a third throttles all.
test('the stream of the table has exactly two consumers', { tags: ['promise/stream'] }, () => {
  expect([...readers.keys()].sort()).toEqual(['invitations-prod-queue-emails', 'invitations-prod-record-changes']);
});

test('an email is queued for an invitation sent or resent, and for nothing else', () => {
  expect(filters(mail)).toEqual([
    {
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { NewImage: { change: { S: ['invitation.sent', 'invitation.resent'] } } },
    },
  ]);
});

test('record-changes gets every write that says what changed, and address claims that TTL removed', () => {
  expect(filters(changes)).toEqual([
    { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { change: { S: [{ 'anything-but': ['none'] }] } } } },
    {
      eventName: ['REMOVE'],
      userIdentity: { type: ['Service'], principalId: ['dynamodb.amazonaws.com'] },
      dynamodb: { Keys: { PK: { S: [{ prefix: 'ORG#' }] }, SK: { S: [{ prefix: 'ADDRESS#' }] } } },
    },
  ]);
});

// DynamoDB's numbers come as text, so a numeric operator would never match.
test('filters compare text only', () => {
  const operatorsIn = (pattern: unknown): string[] => {
    if (Array.isArray(pattern))
      return pattern.flatMap((value) => (typeof value === 'object' ? Object.keys(value) : []));
    return Object.values(Object(pattern)).flatMap(operatorsIn);
  };
  const used = [...filters(mail), ...filters(changes)].flatMap(operatorsIn);
  expect(used.filter((operator) => !['prefix', 'anything-but'].includes(operator))).toEqual([]);
  expect(JSON.stringify([...filters(mail), ...filters(changes)])).not.toContain('"N"');
});

test.each([...readers])('%s starts with the oldest change and is told which record failed', (_, reader) => {
  expect(reader).toMatchObject({
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
  });
});

test.each([...readers])('%s retries by age, 20 hours, however often', { tags: ['promise/stream'] }, (_, reader) => {
  expect(reader).toMatchObject({ MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: 72_000 });
});

test.each([...readers])('%s leaves what is too old to the failure queue', (_, reader) => {
  const [queueId] = resourcesOf(state, 'AWS::SQS::Queue').find(([id]) => id.startsWith('FailureQueue')) ?? [];
  const queue = { 'Fn::ImportValue': expect.stringMatching(new RegExp(`${queueId}Arn`)) };
  expect(reader.DestinationConfig).toEqual({ OnFailure: { Destination: queue } });
});

test('both consumers read up to 100 records at once, without a batching window', () => {
  expect(mail).toMatchObject({ BatchSize: 100, MaximumBatchingWindowInSeconds: 0 });
  expect(changes).toMatchObject({ BatchSize: 100, MaximumBatchingWindowInSeconds: 0 });
});

test('the failure queue keeps records for 14 days, encrypted, and talks TLS only', () => {
  expect(named('AWS::SQS::Queue', 'FailureQueue').Properties).toMatchObject({
    MessageRetentionPeriod: 14 * 24 * 60 * 60,
    SqsManagedSseEnabled: true,
  });
  expect(named('AWS::SQS::QueuePolicy', 'FailureQueue').Properties.PolicyDocument.Statement).toEqual([
    expect.objectContaining({
      Effect: 'Deny',
      Action: 'sqs:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
    expect.objectContaining({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } }),
  ]);
});
