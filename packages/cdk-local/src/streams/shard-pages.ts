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

/** A stream of the DynamoDB engine. */
export type StreamSource = {
  readonly client: DynamoDBStreamsClient;
  /** The engine's ARN of the stream. */
  readonly arn: string;
  readonly signal: AbortSignal;
  /** Receives errors, after which reading is retried. */
  readonly report: (line: string) => void;
};

export type Page = {
  readonly changes: readonly Change[];
  /** Sequence number of the last record; undefined for an empty page. */
  readonly upTo: string | undefined;
};

const busyMilliseconds = 40;
const idleMilliseconds = 120;
const errorPauseMilliseconds = 1000;
/** Polls faster for this time after a record. */
const busyForMilliseconds = 2000;

/** Returns all shards of a stream. */
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

/** Reports an error, except during a shutdown, and waits before the next attempt. */
export const pauseAfterError = async ({ signal, report }: StreamSource, error: unknown): Promise<void> => {
  if (!signal.aborted) report(`The stream can't be read: ${error instanceof Error ? error.message : error}`);
  await sleep(errorPauseMilliseconds, undefined, { signal }).catch(() => undefined);
};

type Position = { after: string | undefined; iterator: string | undefined };

/** Reads one page. Returns undefined if a new iterator is needed. Sets no iterator at the end of the shard. */
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
    else if (!(error instanceof ExpiredIteratorException)) await pauseAfterError(source, error);
    return undefined;
  }
};

/**
 * Yields a shard's pages after a sequence number (or from its beginning), empty ones included, until the end of a closed
 * shard or until the signal aborts. A shard is closed when it has no next iterator: some engines report an ending sequence
 * number for open shards.
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
