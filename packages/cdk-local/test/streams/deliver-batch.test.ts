import { expect, test } from 'vitest';
import type { Outcome } from '../../src/functions/execution-environment.ts';
import { type DiscardedBatch, deliverBatch } from '../../src/streams/deliver-batch.ts';
import type { LambdaRecord } from '../../src/streams/stream-record.ts';
import type { EventSourceMapping } from '../../src/template/event-source-mappings.ts';
import { functionWith } from '../support/function.ts';

const nowSeconds = 1_800_000_000;

const mappingWith = (differences: Partial<EventSourceMapping> = {}): EventSourceMapping => ({
  id: 'Reader',
  streamArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/t/stream/local',
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

const recordsOf = (numbers: readonly number[], changedAt = nowSeconds): LambdaRecord[] =>
  numbers.map((number) => ({ dynamodb: { SequenceNumber: String(number), ApproximateCreationDateTime: changedAt } }));

const answered = (answer: unknown): Outcome => ({ requestId: 'r', payload: JSON.stringify(answer) ?? 'null' });
const threw: Outcome = { requestId: 'r', error: { errorType: 'Error', errorMessage: 'broken', trace: [] } };
const failed = (...numbers: number[]): Outcome =>
  answered({ batchItemFailures: numbers.map((number) => ({ itemIdentifier: String(number) })) });

/** Delivers records to a handler. Returns its batches and their results. */
const deliver = async (
  mapping: EventSourceMapping,
  records: readonly LambdaRecord[],
  answer: (numbers: number[], invocation: number) => Outcome,
) => {
  const batches: number[][] = [];
  const handled: number[] = [];
  const discarded: DiscardedBatch[] = [];
  await deliverBatch(
    {
      mapping,
      invoke: async (batch) => {
        const numbers = batch.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
        batches.push(numbers);
        return answer(numbers, batches.length);
      },
      handled: (number) => handled.push(Number(number)),
      discard: (one) => discarded.push(one),
      signal: new AbortController().signal,
      now: () => nowSeconds * 1000,
    },
    records,
  );
  const numbersOf = ({ records: some }: DiscardedBatch): number[] =>
    some.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
  return { batches, handled, discarded: discarded.map((one) => ({ ...one, records: numbersOf(one) })) };
};

test.each([[{ batchItemFailures: [] }], [{ batchItemFailures: null }], [{}], [null], [undefined]])(
  'a function that returns %j has handled the whole batch',
  async (answer) => {
    const { batches, handled } = await deliver(mappingWith(), recordsOf([1, 2, 3]), () => answered(answer));

    expect({ batches, handled }).toEqual({ batches: [[1, 2, 3]], handled: [3] });
  },
);

test('a batch is retried from the lowest failed record', { tags: ['fault/f16'] }, async () => {
  const { batches, handled } = await deliver(mappingWith(), recordsOf([1, 2, 3, 4]), (_, invocation) =>
    invocation === 1 ? failed(4, 2) : answered(null),
  );

  expect({ batches, handled }).toEqual({
    batches: [
      [1, 2, 3, 4],
      [2, 3, 4],
    ],
    handled: [1, 4],
  });
});

test.each([
  [{ batchItemFailures: [{ itemIdentifier: '' }] }],
  [{ batchItemFailures: [{ itemIdentifier: null }] }],
  [{ batchItemFailures: [{ itemIdentifier: '99' }] }],
  [{ batchItemFailures: [{ sequenceNumber: '2' }] }],
  [{ batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '99' }] }],
  [{ batchItemFailures: '2' }],
  ['done'],
])('a function that returns %j has handled nothing', async (answer) => {
  const { batches, handled } = await deliver(mappingWith(), recordsOf([1, 2, 3]), (_, invocation) =>
    answered(invocation === 1 ? answer : null),
  );

  expect({ batches, handled }).toEqual({
    batches: [
      [1, 2, 3],
      [1, 2, 3],
    ],
    handled: [3],
  });
});

test('the response is ignored without ReportBatchItemFailures', async () => {
  const mapping = mappingWith({ reportsItemFailures: false });

  expect((await deliver(mapping, recordsOf([1, 2]), () => failed(1))).batches).toEqual([[1, 2]]);
  expect((await deliver(mapping, recordsOf([1, 2]), (_, n) => (n === 1 ? threw : failed(1)))).batches).toHaveLength(2);
});

test('a batch that failed as a whole is bisected until the bad record is isolated', async () => {
  const mapping = mappingWith({ bisects: true, retryAttempts: 1 });

  const { batches, handled, discarded } = await deliver(mapping, recordsOf([1, 2, 3, 4]), (numbers) =>
    numbers.includes(3) ? threw : answered(null),
  );

  expect(batches).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]);
  expect(handled).toEqual([2, 3, 4]);
  expect(discarded).toEqual([{ condition: 'RetryAttemptsExhausted', records: [3], invocations: 2 }]);
});

test('a batch with a reported failure is not bisected', async () => {
  const { batches } = await deliver(mappingWith({ bisects: true }), recordsOf([1, 2, 3, 4]), (_, invocation) =>
    invocation === 1 ? failed(2) : answered(null),
  );

  expect(batches).toEqual([
    [1, 2, 3, 4],
    [2, 3, 4],
  ]);
});

test('a batch out of attempts is discarded as a whole without bisecting', async () => {
  const { batches, handled, discarded } = await deliver(
    mappingWith({ retryAttempts: 2 }),
    recordsOf([1, 2]),
    () => threw,
  );

  expect(batches).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(handled).toEqual([2]);
  expect(discarded).toEqual([{ condition: 'RetryAttemptsExhausted', records: [1, 2], invocations: 3 }]);
});

test('records beyond the maximum age are discarded without an attempt', async () => {
  const records = [...recordsOf([1, 2], nowSeconds - 61), ...recordsOf([3], nowSeconds - 60)];

  const { batches, handled, discarded } = await deliver(mappingWith({ recordAgeSeconds: 60 }), records, () =>
    answered(null),
  );

  expect({ batches, handled }).toEqual({ batches: [[3]], handled: [2, 3] });
  expect(discarded).toEqual([{ condition: 'RecordAgeExceeded', records: [1, 2], invocations: 0 }]);
});

test('an aborted delivery reports only handled records', async () => {
  const aborting = new AbortController();
  const handled: string[] = [];

  await deliverBatch(
    {
      mapping: mappingWith(),
      invoke: async () => {
        aborting.abort();
        return failed(2);
      },
      handled: (number) => handled.push(number),
      discard: () => expect.unreachable('nothing is given up'),
      signal: aborting.signal,
      now: Date.now,
    },
    recordsOf([1, 2, 3]),
  );

  expect(handled).toEqual(['1']);
});
