import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { RetryableError } from '#core/retryable-error.ts';
import { type Change, eachRecord, type Reader } from '#functions/consumer/each-record.ts';

process.env.FAILURE_QUEUE_URL = 'https://queue.test/failed';
process.env.AWS_REGION = 'eu-central-1';

const record = (sequenceNumber: number, key = `k${sequenceNumber}`): DynamoDBRecord => ({
  eventID: `e${sequenceNumber}`,
  dynamodb: {
    Keys: { PK: { S: key } },
    NewImage: { n: { N: String(sequenceNumber) } },
    SequenceNumber: String(sequenceNumber),
  },
});

const readerOf = (keysAtOnce: number, work: (change: Change) => Promise<void>, giveUp?: Reader['giveUp']) => {
  const handle = async (change: Change) => {
    await work(change);
    return [];
  };
  return eachRecord({ name: 'reader', keysAtOnce, handle, ...(giveUp && { giveUp }) });
};

const serviceFailure = Object.assign(new Error('throttled'), { $metadata: {} });

test('eachRecord returns no failures when all records succeed', { tags: ['fault/f16'] }, async () => {
  const seen: unknown[] = [];
  const answer = await readerOf(
    10,
    async ({ newImage }) => void seen.push(newImage?.n),
  )({ Records: [record(1), record(2)] });
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual([1, 2]);
});

test('eachRecord returns a failed record and skips later ones of its key', {
  tags: ['fault/f14'],
}, async () => {
  const seen: unknown[] = [];
  const handle = readerOf(10, async ({ newImage }) => {
    if (newImage?.n === 2) throw serviceFailure;
    seen.push(newImage?.n);
  });
  const answer = await handle({ Records: [record(1, 'a'), record(2, 'b'), record(3, 'b'), record(4, 'c')] });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(seen.sort()).toEqual([1, 4]);
});

test('eachRecord retries a record whose lease is taken', async () => {
  const queue = mockClient(SQSClient);
  const handle = readerOf(10, async () => {
    throw new RetryableError('held');
  });
  expect(await handle({ Records: [record(7)] })).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
  expect(queue.calls()).toEqual([]);
});

test('eachRecord dead-letters a complete record after a permanent error', async () => {
  const queue = mockClient(SQSClient);
  queue.on(SendMessageCommand).resolves({});
  const seen: unknown[] = [];
  const handle = readerOf(10, async ({ newImage }) => {
    if (newImage?.n === 1) throw new TypeError('unreadable');
    seen.push(newImage?.n);
  });
  expect(await handle({ Records: [record(1, 'a'), record(2, 'a')] })).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual([2]);
  const [sent] = queue.commandCalls(SendMessageCommand);
  expect(JSON.parse(sent?.args[0].input.MessageBody ?? '')).toMatchObject({
    reader: 'reader',
    reason: expect.stringContaining('unreadable'),
    record: record(1, 'a'),
  });
});

test('eachRecord does not dead-letter a record behind one that is retried', {
  tags: ['fault/f15'],
}, async () => {
  const queue = mockClient(SQSClient);
  queue.on(SendMessageCommand).resolves({});
  let isDown = true;
  const handle = readerOf(10, async ({ newImage }) => {
    if (newImage?.n === 3) throw new TypeError('unreadable');
    if (newImage?.n === 2 && isDown) throw serviceFailure;
  });
  const batch = { Records: [record(1), record(2), record(3)] };
  expect(await handle(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(queue.calls()).toEqual([]);
  isDown = false;
  expect(await handle(batch)).toEqual({ batchItemFailures: [] });
  expect(queue.commandCalls(SendMessageCommand)).toHaveLength(1);
});

test('eachRecord dead-letters a record that a service rejects permanently', async () => {
  const queue = mockClient(SQSClient);
  queue.on(SendMessageCommand).resolves({});
  const handle = readerOf(10, async () => {
    throw Object.assign(new Error('Item size has exceeded'), { name: 'ValidationException', $metadata: {} });
  });
  expect(await handle({ Records: [record(1)] })).toEqual({ batchItemFailures: [] });
  expect(queue.commandCalls(SendMessageCommand)).toHaveLength(1);
});

test('eachRecord retries a record when the dead-letter queue fails', async () => {
  const queue = mockClient(SQSClient);
  queue.on(SendMessageCommand).rejects(serviceFailure);
  const handle = readerOf(10, async () => {
    throw new TypeError('unreadable');
  });
  expect(await handle({ Records: [record(1)] })).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
});

const nineteenHours = 19 * 60 * 60;
const aged = (seconds: number): DynamoDBRecord => {
  const { dynamodb, ...rest } = record(1);
  return { ...rest, dynamodb: { ...dynamodb, ApproximateCreationDateTime: Date.now() / 1000 - seconds } };
};

test('eachRecord dead-letters a failing record after 19 hours and calls giveUp', {
  tags: ['promise/stream'],
}, async () => {
  const queue = mockClient(SQSClient);
  queue.on(SendMessageCommand).resolves({});
  const givenUp: unknown[] = [];
  const fail = async () => {
    throw serviceFailure;
  };
  const handle = readerOf(10, fail, async ({ newImage }) => void givenUp.push(newImage?.n));
  expect((await handle({ Records: [aged(nineteenHours - 60)] })).batchItemFailures).toHaveLength(1);
  expect(givenUp).toEqual([]);
  expect((await handle({ Records: [aged(nineteenHours + 60)] })).batchItemFailures).toEqual([]);
  expect(givenUp).toEqual([1]);
  expect(queue.commandCalls(SendMessageCommand)).toHaveLength(1);
});

test('eachRecord returns a failed replay instead of dead-lettering it again', async () => {
  const queue = mockClient(SQSClient);
  const handle = readerOf(10, async () => {
    throw new TypeError('still unreadable');
  });
  expect((await handle({ Records: [record(1)], isReplay: true })).batchItemFailures).toHaveLength(1);
  expect(queue.calls()).toEqual([]);
});

test('eachRecord dead-letters a record after the patience of its error', async () => {
  const queue = mockClient(SQSClient);
  queue.on(SendMessageCommand).resolves({});
  const handle = readerOf(10, async () => {
    throw new RetryableError('not reached', { patienceSeconds: 60 });
  });
  expect((await handle({ Records: [aged(30)] })).batchItemFailures).toHaveLength(1);
  expect((await handle({ Records: [aged(90)] })).batchItemFailures).toEqual([]);
  expect(queue.commandCalls(SendMessageCommand)).toHaveLength(1);
});
