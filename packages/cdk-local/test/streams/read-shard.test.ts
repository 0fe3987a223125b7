import { expect, test } from 'vitest';
import type { LambdaRecord } from '../../src/streams/stream-record.ts';
import { deleteItem, putItem } from '../support/engine.ts';
import { eventually, mappingWith, seen, streamArn, tableWithFeed } from '../support/feed.ts';

test("a mapping starts at the oldest record and gets records in Lambda's format", async () => {
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
        Keys: { PK: { S: 'CUSTOMER#1' }, SK: { S: 'one' } },
        NewImage: {
          PK: { S: 'CUSTOMER#1' },
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

test('a write without a change makes no record, and a removal has the old image', async () => {
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

test('a function gets matching records only, in order and within the batch size', async () => {
  const { client, feed } = await tableWithFeed();
  for (let number = 0; number < 10; number += 1)
    await putItem(client, `${number}`, { even: { S: String(number % 2 === 0) } });
  const { batches, answer, items } = seen();

  const patterns = ['{"dynamodb":{"NewImage":{"even":{"S":["true"]}}}}'];
  feed([[mappingWith({ batchSize: 2, patterns }), answer]]);
  await eventually(() => expect(items()).toHaveLength(5));

  expect(batches).toEqual([['0', '2'], ['4', '6'], ['8']]);
});

test('a batching window ends when the batch is full', async () => {
  const { client, feed } = await tableWithFeed();
  const { batches, answer, items } = seen();
  feed([[mappingWith({ batchSize: 3, batchingWindowSeconds: 300 }), answer]]);

  for (const name of ['1', '2', '3', '4']) await putItem(client, name);
  await eventually(() => expect(items()).toHaveLength(3));

  expect(batches).toEqual([['1', '2', '3']]);
});

test('a batching window ends with a smaller batch when its time is over', async () => {
  const { client, feed } = await tableWithFeed();
  const { batches, answer } = seen();
  feed([[mappingWith({ batchSize: 3, batchingWindowSeconds: 1 }), answer]]);

  await putItem(client, '1');

  await eventually(() => expect(batches).toEqual([['1']]));
});
