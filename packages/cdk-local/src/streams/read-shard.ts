import { createHash, randomUUID } from 'node:crypto';
import type { Outcome } from '../functions/execution-environment.ts';
import { largestEventBytes } from '../functions/function-workers.ts';
import type { EventSourceMapping } from '../template/event-source-mappings.ts';
import type { Checkpoints, ConsumerName } from './checkpoints.ts';
import { type DiscardedBatch, deliverBatch } from './deliver-batch.ts';
import type { Journal } from './journal.ts';
import { type StreamSource, shardPages } from './shard-pages.ts';
import { type Change, type LambdaRecord, lambdaRecord, type UserIdentity } from './stream-record.ts';

export type ShardReading = {
  readonly mapping: EventSourceMapping;
  readonly reader: ConsumerName;
  readonly source: StreamSource;
  readonly checkpoints: Checkpoints;
  readonly journal: Journal;
  readonly fits: (record: LambdaRecord) => boolean;
  /** Who removed the item, where it was not a user of the table. */
  readonly identify: (change: Change) => Promise<UserIdentity | undefined>;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  readonly discard: (discarded: DiscardedBatch, shard: string) => void;
  /** What functions take for the time, in epoch milliseconds. */
  readonly now: () => number;
};

// Room for what surrounds the records in an event.
const largestBatchBytes = largestEventBytes - 1024;

const laneOf = ({ keys }: Change, lanes: number): number =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(keys).sort()))
    .digest()
    .readUInt32BE() % lanes;

const isNewer = (sequenceNumber: string, after: string | undefined): boolean =>
  after === undefined || BigInt(sequenceNumber) > BigInt(after);

/** The first records that make one batch: not more than the mapping allows, nor than an event may hold. */
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

const safely = async (invocation: Promise<Outcome>): Promise<Outcome> => {
  try {
    return await invocation;
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    return { requestId: randomUUID(), error: { errorType: 'InvocationFailed', errorMessage, trace: [] } };
  }
};

/** As old by the functions' clock as it is by the engine's: a clock that was set ahead makes no new change an old one. */
const datedFor = (now: number, change: Change): Change => ({
  ...change,
  changedAt: new Date(now - (Date.now() - change.changedAt.getTime())),
});

const recordsFor = async (
  reading: ShardReading,
  changes: readonly Change[],
  after: string | undefined,
): Promise<LambdaRecord[]> => {
  const { mapping, reader, identify, fits, now } = reading;
  const records: LambdaRecord[] = [];
  for (const change of changes) {
    if (laneOf(change, mapping.parallelization) !== reader.lane || !isNewer(change.sequenceNumber, after)) continue;
    const record = lambdaRecord(datedFor(now(), change), mapping.streamArn, await identify(change));
    if (fits(record)) records.push(record);
  }
  return records;
};

const deliver = (reading: ShardReading, batch: readonly LambdaRecord[]): Promise<void> => {
  const { mapping, reader, checkpoints, source, invoke, discard } = reading;
  const delivery = {
    mapping,
    invoke: (Records: readonly LambdaRecord[]) => safely(invoke({ Records })),
    handled: (sequenceNumber: string) => checkpoints.save(reader, sequenceNumber),
    discard: (discarded: DiscardedBatch) => discard(discarded, reader.shard),
    signal: source.signal,
    now: Date.now,
  };
  return deliverBatch(delivery, batch);
};

/**
 * Reads one shard for a mapping, or a lane of it: changes of one item always go through the same lane, in order.
 * Resolves when the shard is closed and done, or the source's signal aborts.
 */
export const readShard = async (reading: ShardReading): Promise<void> => {
  const { mapping, reader, source, checkpoints } = reading;
  const { signal } = source;
  const { after } = checkpoints.read(reader);
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

  for await (const { changes, upTo } of shardPages(source, reader.shard, after)) {
    reading.journal.note(source.arn, reader.shard, changes);
    if (waiting.length === 0) waitingSince = Date.now();
    waiting.push(...(await recordsFor(reading, changes, after)));
    await deliverWhile(() => waiting.length >= mapping.batchSize || isWindowOver());
    if (upTo !== undefined && waiting.length === 0 && !signal.aborted) checkpoints.save(reader, upTo);
  }
  await deliverWhile(() => true);
  if (!signal.aborted) checkpoints.finish(reader);
};
