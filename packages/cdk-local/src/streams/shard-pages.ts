import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { type Change, changeOf } from './stream-record.ts';

/** A table's stream at the engine. */
export type StreamSource = {
  readonly client: DynamoDBStreamsClient;
  /** As the engine names it. */
  readonly arn: string;
  readonly signal: AbortSignal;
  /** Told when the stream can't be read, which is tried again then. */
  readonly report: (line: string) => void;
};

export type Page = {
  readonly changes: readonly Change[];
  /** The last record that was read, also if it made no change; undefined on an empty page. */
  readonly upTo: string | undefined;
};

const busyMilliseconds = 40;
const idleMilliseconds = 120;
const troubleMilliseconds = 1000;
/** A stream that was written to this recently is likely to be written to again. */
const busyForMilliseconds = 2000;

export const shardsOf = async ({ client, arn }: StreamSource): Promise<readonly Shard[]> => {
  const shards: Shard[] = [];
  let start: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn: arn, ...(start && { ExclusiveStartShardId: start }) }),
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    start = StreamDescription?.LastEvaluatedShardId;
  } while (start !== undefined);
  return shards;
};

const iteratorAfter = async ({ client, arn }: StreamSource, shardId: string, after: string | undefined) => {
  const shard = { StreamArn: arn, ShardId: shardId };
  const from =
    after === undefined
      ? ({ ...shard, ShardIteratorType: 'TRIM_HORIZON' } as const)
      : ({ ...shard, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after } as const);
  return (await client.send(new GetShardIteratorCommand(from))).ShardIterator;
};

/** Says what went wrong, unless that is because everything ends, and waits before the next try. */
export const pauseAfterTrouble = async ({ signal, report }: StreamSource, error: unknown): Promise<void> => {
  if (!signal.aborted) report(`The stream can't be read: ${error instanceof Error ? error.message : error}`);
  await sleep(troubleMilliseconds, undefined, { signal }).catch(() => undefined);
};

type Position = { after: string | undefined; iterator: string | undefined };

/** One page, or undefined where the position must be found again; the shard's end leaves the iterator undefined. */
const readPage = async (source: StreamSource, shardId: string, position: Position): Promise<Page | undefined> => {
  try {
    position.iterator ??= await iteratorAfter(source, shardId, position.after);
    const { Records = [], NextShardIterator } = await source.client.send(
      new GetRecordsCommand({ ShardIterator: position.iterator }),
    );
    const upTo = Records.at(-1)?.dynamodb?.SequenceNumber;
    position.after = upTo ?? position.after;
    position.iterator = NextShardIterator;
    return { changes: Records.flatMap((record) => changeOf(record) ?? []), upTo };
  } catch (error) {
    position.iterator = undefined;
    if (error instanceof TrimmedDataAccessException) position.after = undefined;
    else if (!(error instanceof ExpiredIteratorException)) await pauseAfterTrouble(source, error);
    return undefined;
  }
};

/**
 * A shard's pages after a sequence number (from its beginning without one), empty ones included, until the shard is
 * closed and read to its end, or the signal aborts. Only the absent next iterator says that a shard is closed: some
 * engines give open ones an ending sequence number.
 */
export async function* shardPages(
  source: StreamSource,
  shardId: string,
  after: string | undefined,
): AsyncGenerator<Page> {
  const position: Position = { after, iterator: undefined };
  let lastRecordAt = 0;
  while (!source.signal.aborted) {
    const page = await readPage(source, shardId, position);
    if (!page) continue;
    if (page.upTo !== undefined) lastRecordAt = Date.now();
    yield page;
    if (position.iterator === undefined) return;
    if (page.upTo === undefined)
      await sleep(Date.now() - lastRecordAt < busyForMilliseconds ? busyMilliseconds : idleMilliseconds);
  }
}
