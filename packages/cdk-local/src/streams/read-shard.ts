import { createHash, randomUUID } from 'node:crypto';
import type { Outcome } from '../functions/execution-environment.ts';
import { largestEventBytes } from '../functions/function-workers.ts';
import type { EventSourceMapping } from '../template/event-source-mappings.ts';
import type { Checkpoints, ConsumerName } from './checkpoints.ts';
import { type DiscardedBatch, deliverBatch } from './deliver-batch.ts';
import type { Journal } from './journal.ts';
import { type StreamSource, shardPages } from './shard-pages.ts';
import { type Change, type LambdaRecord, lambdaRecord, type UserIdentity } from './stream-record.ts';

export type ShardConsumer = {
  readonly mapping: EventSourceMapping;
  readonly consumer: ConsumerName;
  readonly source: StreamSource;
  readonly checkpoints: Checkpoints;
  readonly journal: Journal;
  readonly matches: (record: LambdaRecord) => boolean;
  /** Returns the service that removed the item, if it wasn't a user. */
  readonly identify: (change: Change) => Promise<UserIdentity | undefined>;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  readonly discard: (discarded: DiscardedBatch, shard: string) => void;
  /** Clock of the functions, in epoch milliseconds. */
  readonly now: () => number;
};

// Leaves room for the event around the records.
const largestBatchBytes = largestEventBytes - 1024;

const laneOf = ({ keys }: Change, lanes: number): number => {
  if (lanes === 1) return 0;
  return (
    createHash('sha256')
      .update(JSON.stringify(Object.entries(keys).sort()))
      .digest()
      .readUInt32BE() % lanes
  );
};

const isNewer = (sequenceNumber: string, after: string | undefined): boolean =>
  after === undefined || BigInt(sequenceNumber) > BigInt(after);

/** Returns the records of the next batch, within the batch size and the size limit of an event. */
const batchFrom = (waiting: readonly LambdaRecord[], batchSize: number): LambdaRecord[] => {
  const batch: LambdaRecord[] = [];
  let bytes = 0;
  for (const record of waiting.slice(0, batchSize)) {
    bytes += Buffer.byteLength(JSON.stringify(record)) + 1;
    if (bytes > largestBatchBytes && batch.length > 0) break;
    batch.push(record);
  }
  return batch;
};

const withoutRejection = async (invocation: Promise<Outcome>): Promise<Outcome> => {
  try {
    return await invocation;
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    return { requestId: randomUUID(), error: { errorType: 'InvocationFailed', errorMessage, trace: [] } };
  }
};

/** Dates a change by the functions' clock. It keeps its age, so that a clock that is ahead doesn't make new changes old. */
const withClock = (now: number, change: Change): Change => ({
  ...change,
  changedAt: new Date(now - (Date.now() - change.changedAt.getTime())),
});

const recordsFor = async (
  reading: ShardConsumer,
  changes: readonly Change[],
  after: string | undefined,
): Promise<LambdaRecord[]> => {
  const { mapping, consumer, identify, matches, now } = reading;
  const records: LambdaRecord[] = [];
  for (const change of changes) {
    if (laneOf(change, mapping.parallelization) !== consumer.lane || !isNewer(change.sequenceNumber, after)) continue;
    const record = lambdaRecord(withClock(now(), change), mapping.streamArn, await identify(change));
    if (matches(record)) records.push(record);
  }
  return records;
};

const deliver = (reading: ShardConsumer, batch: readonly LambdaRecord[]): Promise<void> => {
  const { mapping, consumer, checkpoints, source, invoke, discard } = reading;
  const delivery = {
    mapping,
    invoke: (Records: readonly LambdaRecord[]) => withoutRejection(invoke({ Records })),
    handled: (sequenceNumber: string) => checkpoints.save(consumer, sequenceNumber),
    discard: (discarded: DiscardedBatch) => discard(discarded, consumer.shard),
    signal: source.signal,
    now: Date.now,
  };
  return deliverBatch(delivery, batch);
};

/**
 * Reads one shard for one lane of a mapping. Changes of one item always use the same lane, in order. Resolves when the
 * shard is closed and processed, or when the source's signal aborts.
 */
export const readShard = async (reading: ShardConsumer): Promise<void> => {
  const { mapping, consumer, source, checkpoints } = reading;
  const { signal } = source;
  const { after } = checkpoints.read(consumer);
  const waiting: LambdaRecord[] = [];
  let waitingSince = 0;

  const isWindowOver = (): boolean => Date.now() - waitingSince >= mapping.batchingWindowSeconds * 1000;
  const deliverWhile = async (isDue: () => boolean): Promise<void> => {
    while (waiting.length > 0 && isDue() && !signal.aborted) {
      const batch = batchFrom(waiting, mapping.batchSize);
      await deliver(reading, batch);
      waiting.splice(0, batch.length);
    }
  };

  const untilWindowIsOver = (): number =>
    waiting.length > 0 ? waitingSince + mapping.batchingWindowSeconds * 1000 - Date.now() : Number.POSITIVE_INFINITY;

  for await (const { changes, upTo } of shardPages(source, consumer.shard, after, untilWindowIsOver)) {
    reading.journal.add(source.arn, consumer.shard, changes);
    if (waiting.length === 0) waitingSince = Date.now();
    waiting.push(...(await recordsFor(reading, changes, after)));
    await deliverWhile(() => waiting.length >= mapping.batchSize || isWindowOver());
    if (upTo !== undefined && waiting.length === 0 && !signal.aborted) checkpoints.save(consumer, upTo);
  }
  await deliverWhile(() => true);
  if (!signal.aborted) checkpoints.finish(consumer);
};
