import { expect, test } from 'vitest';
import { putItem } from '../support/engine.ts';
import { eventually, mappingWith, seen, streamArn, tableWithFeed } from '../support/feed.ts';

test('two mappings read the same stream, and errors of one do not delay the other', {
  tags: ['fault/f14'],
}, async () => {
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

test('a consumer continues after its checkpoint and loses or repeats no record', async () => {
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

test('a batch that was interrupted is delivered again at the next start', async () => {
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

test('parallelization keeps the order per item while other items overtake a failing one', async () => {
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

test('the on-failure queue gets the position of discarded records, not their content', async () => {
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

test('passed returns the sequence number that all consumers have processed', async () => {
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
