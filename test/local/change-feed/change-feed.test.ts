import type { DatabaseSync } from 'node:sqlite';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { type ChangeFeed, startChangeFeed } from '#local/change-feed/start-change-feed.ts';
import type { LambdaRecord } from '#local/change-feed/stream-record.ts';
import type { Outcome } from '#local/functions/execution-environment.ts';
import { ensureTable } from '#local/table/create-table.ts';
import type { EventSourceMapping } from '#local/template/event-source-mappings.ts';
import {
  clientOf,
  deleteItem,
  engineForTest,
  itemOf,
  putItem,
  runnerDatabase,
  tableDefinition,
} from '../support/engine.ts';
import { functionWith } from '../support/function.ts';

const streamArn = tableDefinition.streamArn ?? '';
const event = z.object({ Records: z.array(z.custom<LambdaRecord>()) });

const mappingWith = (differences: Partial<EventSourceMapping> = {}): EventSourceMapping => ({
  id: 'Reader',
  streamArn,
  function: functionWith(''),
  batchSize: 100,
  batchingWindowSeconds: 0,
  bisects: false,
  reportsItemFailures: true,
  patterns: [],
  retryAttempts: Number.POSITIVE_INFINITY,
  recordAgeSeconds: Number.POSITIVE_INFINITY,
  parallelization: 1,
  failureDestination: undefined,
  ...differences,
});

type Answer = (items: string[], records: readonly LambdaRecord[]) => Promise<unknown> | unknown;

/** A table whose stream is read by functions that answer so, one for each mapping. */
const tableWithFeed = async (database: DatabaseSync = runnerDatabase()) => {
  const engine = await engineForTest();
  const client = clientOf(engine);
  const engineArn = (await ensureTable(client, tableDefinition)) ?? '';
  const messages: unknown[] = [];
  const feed = (readers: readonly (readonly [EventSourceMapping, Answer])[]): ChangeFeed => {
    const started = startChangeFeed({
      client: new DynamoDBStreamsClient({
        endpoint: engine.endpoint,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      }),
      database,
      mappings: readers.map(([mapping]) => mapping),
      engineArn: () => engineArn,
      invoke: async (definition, given): Promise<Outcome> => {
        const { Records } = event.parse(given);
        const answer = readers.find(([mapping]) => mapping.function === definition)?.[1];
        try {
          return { requestId: 'r', payload: JSON.stringify((await answer?.(Records.map(itemOf), Records)) ?? null) };
        } catch (error) {
          return { requestId: 'r', error: { errorType: 'Error', errorMessage: String(error), trace: [] } };
        }
      },
      identify: async () => undefined,
      sendMessage: (arn, body) => messages.push({ arn, body: JSON.parse(body) }),
      report: () => undefined,
    });
    onTestFinished(() => started.stop());
    return started;
  };
  return { client, feed, messages };
};

const seen = () => {
  const batches: string[][] = [];
  return { batches, items: () => batches.flat(), answer: (items: string[]) => void batches.push(items) };
};

const eventually = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 20_000, interval: 20 });

test("a mapping starts at the oldest record and gets records in Lambda's shape", async () => {
  const { client, feed } = await tableWithFeed();
  await putItem(client, 'one', {
    bytes: { B: new Uint8Array([1, 255]) },
    list: { L: [{ M: { a: { N: '1' } } }, { NULL: true }] },
  });
  const records: LambdaRecord[] = [];

  feed([[mappingWith(), (_, got) => void records.push(...got)]]);
  await eventually(() => expect(records).toHaveLength(1));

  expect(records).toEqual([
    {
      eventID: expect.any(String),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-central-1',
      eventSourceARN: streamArn,
      dynamodb: {
        ApproximateCreationDateTime: expect.toSatisfy((seconds: number) => Math.abs(seconds - Date.now() / 1000) < 60),
        Keys: { PK: { S: 'ORG#1' }, SK: { S: 'one' } },
        NewImage: {
          PK: { S: 'ORG#1' },
          SK: { S: 'one' },
          bytes: { B: 'Af8=' },
          list: { L: [{ M: { a: { N: '1' } } }, { NULL: true }] },
        },
        SequenceNumber: expect.stringMatching(/^\d+$/),
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    },
  ]);
});

test('a write that changes nothing makes no record, a removal comes with the old image', async () => {
  const { client, feed } = await tableWithFeed();
  await putItem(client, 'one', { a: { N: '1' } });
  await putItem(client, 'one', { a: { N: '1' } });
  await deleteItem(client, 'one');
  const records: LambdaRecord[] = [];

  feed([[mappingWith(), (_, got) => void records.push(...got)]]);
  await eventually(() => expect(records).toHaveLength(2));

  expect(records).toMatchObject([
    { eventName: 'INSERT' },
    { eventName: 'REMOVE', dynamodb: { OldImage: { a: { N: '1' } } } },
  ]);
  expect(records[1]).not.toHaveProperty('dynamodb.NewImage');
  expect(records[1]).not.toHaveProperty('userIdentity');
});

test('a function is invoked only for records that fit, in batches of at most the batch size, in order', async () => {
  const { client, feed } = await tableWithFeed();
  for (let number = 0; number < 10; number += 1)
    await putItem(client, `${number}`, { even: { S: String(number % 2 === 0) } });
  const { batches, answer, items } = seen();

  const patterns = ['{"dynamodb":{"NewImage":{"even":{"S":["true"]}}}}'];
  feed([[mappingWith({ batchSize: 2, patterns }), answer]]);
  await eventually(() => expect(items()).toHaveLength(5));

  expect(batches).toEqual([['0', '2'], ['4', '6'], ['8']]);
});

test('a batching window gathers records until the batch is full', async () => {
  const { client, feed } = await tableWithFeed();
  const { batches, answer, items } = seen();
  feed([[mappingWith({ batchSize: 3, batchingWindowSeconds: 300 }), answer]]);

  for (const name of ['1', '2', '3', '4']) await putItem(client, name);
  await eventually(() => expect(items()).toHaveLength(3));

  expect(batches).toEqual([['1', '2', '3']]);
});

test('a batching window that is over lets go a batch that is not full', async () => {
  const { client, feed } = await tableWithFeed();
  const { batches, answer } = seen();
  feed([[mappingWith({ batchSize: 3, batchingWindowSeconds: 1 }), answer]]);

  await putItem(client, '1');

  await eventually(() => expect(batches).toEqual([['1']]));
});

test("two mappings read the same stream, and the trouble of one doesn't hold up the other", async () => {
  const { client, feed } = await tableWithFeed();
  const fine = seen();
  let attempts = 0;
  feed([
    [mappingWith({ id: 'Fine' }), fine.answer],
    [
      mappingWith({ id: 'Troubled' }),
      () => {
        attempts += 1;
        throw new Error('no service');
      },
    ],
  ]);

  await putItem(client, 'one');
  await eventually(() => expect(attempts).toBeGreaterThan(1));
  await putItem(client, 'two');

  await eventually(() => expect(fine.items()).toEqual(['one', 'two']));
});

test("a reader that was ended goes on after its checkpoint: nothing is lost, and what was handled doesn't come again", async () => {
  const { client, feed } = await tableWithFeed();
  const first = seen();
  const before = feed([[mappingWith(), first.answer]]);
  await putItem(client, 'one');
  await eventually(() => expect(first.items()).toEqual(['one']));
  await before.stop();
  await putItem(client, 'two');

  const second = seen();
  feed([[mappingWith(), second.answer]]);

  await eventually(() => expect(second.items()).toEqual(['two']));
});

test('records of a batch without an answer come again at the next start', async () => {
  const { client, feed } = await tableWithFeed();
  const { promise: hanging, resolve: hangs } = Promise.withResolvers<void>();
  const { promise: never, reject } = Promise.withResolvers<void>();
  const before = feed([
    [
      mappingWith(),
      () => {
        hangs();
        return never;
      },
    ],
  ]);
  await putItem(client, 'one');
  await hanging;
  const stopped = before.stop();
  reject(new Error('killed'));
  await stopped;

  const after = seen();
  feed([[mappingWith(), after.answer]]);

  await eventually(() => expect(after.items()).toEqual(['one']));
});

test('with parallelization, changes of one item stay in order while those of another overtake a failing one', async () => {
  const { client, feed } = await tableWithFeed();
  const done: string[] = [];
  let isBroken = true;
  feed([
    [
      mappingWith({ parallelization: 4, batchSize: 1 }),
      (items, [record]) => {
        if (isBroken && items.includes('bad')) throw new Error('not yet');
        done.push(`${items[0]}${JSON.stringify(record?.dynamodb.NewImage).replace(/.*"turn":\{"N":"(\d)".*/, '$1')}`);
      },
    ],
  ]);
  const names = ['bad', ...Array.from({ length: 8 }, (_, index) => `good-${index}-`)];
  for (const turn of ['1', '2', '3']) for (const name of names) await putItem(client, name, { turn: { N: turn } });

  await eventually(() => expect(done.length).toBeGreaterThanOrEqual(6));
  expect(done.filter((one) => one.startsWith('bad'))).toEqual([]);
  isBroken = false;
  await eventually(() => expect(done).toHaveLength(27));

  for (const name of names)
    expect(done.filter((one) => one.startsWith(name))).toEqual([1, 2, 3].map((turn) => name + turn));
});

test('given up records are told to the on-failure queue, where they are but not what they hold', async () => {
  const { client, feed, messages } = await tableWithFeed();
  const mapping = mappingWith({
    retryAttempts: 0,
    failureDestination: 'arn:aws:sqs:eu-central-1:000000000000:failures',
  });
  feed([
    [
      mapping,
      () => {
        throw new Error('poison');
      },
    ],
  ]);

  await putItem(client, 'secret');
  await eventually(() => expect(messages).toHaveLength(1));

  expect(messages).toEqual([
    {
      arn: 'arn:aws:sqs:eu-central-1:000000000000:failures',
      body: {
        version: '1.0',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        requestContext: {
          requestId: expect.any(String),
          functionArn: `${mapping.function.arn}:$LATEST`,
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 1,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-/),
          startSequenceNumber: '1',
          endSequenceNumber: '1',
          approximateArrivalOfFirstRecord: expect.stringMatching(/Z$/),
          approximateArrivalOfLastRecord: expect.stringMatching(/Z$/),
          batchSize: 1,
          streamArn,
        },
      },
    },
  ]);
});

test('the feed tells which record all of its readers have passed', async () => {
  const { client, feed } = await tableWithFeed();
  let isBroken = true;
  const started = feed([
    [mappingWith({ id: 'Quick' }), () => undefined],
    [
      mappingWith({ id: 'Slow' }),
      () => {
        if (isBroken) throw new Error('not yet');
      },
    ],
  ]);
  await putItem(client, 'one');
  await putItem(client, 'two');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(started.passed(streamArn)).toBeUndefined();

  isBroken = false;

  await eventually(() => expect(started.passed(streamArn)).toBe(2n));
});
