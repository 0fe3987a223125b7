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

// DynamoDB recommends at most two consumers per shard.
test('the stream of the table has exactly two consumers', { tags: ['promise/stream'] }, () => {
  expect([...readers.keys()].sort()).toEqual(['invitations-prod-queue-emails', 'invitations-prod-record-changes']);
});

test('the email filter matches only invitations that were sent or resent', () => {
  expect(filters(mail)).toEqual([
    {
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { NewImage: { change: { S: ['invitation.sent', 'invitation.resent'] } } },
    },
  ]);
});

test('record-changes receives every change and claims that TTL removed', () => {
  expect(filters(changes)).toEqual([
    { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { change: { S: [{ 'anything-but': ['none'] }] } } } },
    {
      eventName: ['REMOVE'],
      userIdentity: { type: ['Service'], principalId: ['dynamodb.amazonaws.com'] },
      dynamodb: { Keys: { PK: { S: [{ prefix: 'ORG#' }] }, SK: { S: [{ prefix: 'ADDRESS#' }] } } },
    },
  ]);
});

// Stream records have numbers as strings, so a numeric operator would never match.
test('event filters only compare strings', () => {
  const operatorsIn = (pattern: unknown): string[] => {
    if (Array.isArray(pattern))
      return pattern.flatMap((value) => (typeof value === 'object' ? Object.keys(value) : []));
    return Object.values(Object(pattern)).flatMap(operatorsIn);
  };
  const used = [...filters(mail), ...filters(changes)].flatMap(operatorsIn);
  expect(used.filter((operator) => !['prefix', 'anything-but'].includes(operator))).toEqual([]);
  expect(JSON.stringify([...filters(mail), ...filters(changes)])).not.toContain('"N"');
});

test.each([...readers])('%s starts at the oldest record and reports batch item failures', (_, reader) => {
  expect(reader).toMatchObject({
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
  });
});

test.each([...readers])(
  '%s retries records for 20 hours without a limit of attempts',
  { tags: ['promise/stream'] },
  (_, reader) => {
    expect(reader).toMatchObject({ MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: 72_000 });
  },
);

test.each([...readers])('%s sends old records to the dead-letter queue', (_, reader) => {
  const [queueId] = resourcesOf(state, 'AWS::SQS::Queue').find(([id]) => id.startsWith('FailureQueue')) ?? [];
  const queue = { 'Fn::ImportValue': expect.stringMatching(new RegExp(`${queueId}Arn`)) };
  expect(reader.DestinationConfig).toEqual({ OnFailure: { Destination: queue } });
});

test('both consumers have batches of 100 records without a window', () => {
  expect(mail).toMatchObject({ BatchSize: 100, MaximumBatchingWindowInSeconds: 0 });
  expect(changes).toMatchObject({ BatchSize: 100, MaximumBatchingWindowInSeconds: 0 });
});

test('the dead-letter queue retains messages for 14 days, encrypted, and requires TLS', () => {
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
