import { region } from '../template/physical-values.ts';
import { openHttpClient } from '../web/http-client.ts';
import { type Change, changeOf, type StreamRecord } from './stream-record.ts';

export type Shard = { readonly ShardId: string; readonly ParentShardId?: string };

export type Page = {
  readonly changes: readonly Change[];
  /** Sequence number of the last record; undefined for an empty page. */
  readonly upTo: string | undefined;
  /** The shard is closed, and this is its last page. */
  readonly isLast: boolean;
};

/** An error of the Streams API. */
export class StreamsError extends Error {
  override readonly name: string;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Reads streams of the DynamoDB engine for any number of consumers, which share the pages. */
export type StreamsClient = {
  /** Returns all shards of a stream. Throws `StreamsError` or `Unreachable`. */
  readonly shards: (arn: string) => Promise<readonly Shard[]>;
  /** Reads a page after a sequence number, or from the beginning. Throws `StreamsError` or `Unreachable`. */
  readonly page: (arn: string, shardId: string, after: string | undefined) => Promise<Page>;
  /** Number of the calls of `notify` so far. */
  readonly version: () => number;
  /** Waits until `notify` is called after that version, for at most this long, or until the signal aborts. */
  readonly changed: (version: number, milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Wakes the consumers after a write. */
  readonly notify: () => void;
  readonly close: () => Promise<void>;
};

type Description = {
  readonly StreamDescription?: { readonly Shards?: readonly Shard[]; readonly LastEvaluatedShardId?: string };
};
type Iterator = { readonly ShardIterator: string };
type Records = { readonly Records?: readonly StreamRecord[]; readonly NextShardIterator?: string };

type Call = (operation: string, body: object) => Promise<string>;

/** A consumer that is further behind than this reads pages again. */
const sharedPages = 16;

const streamsCall = (endpoint: string, accessKeyId: string) => {
  const { post, close } = openHttpClient(endpoint);
  // The emulators of DynamoDB require a signature and don't check it.
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
  const call: Call = async (operation, body) => {
    const target = `DynamoDBStreams_20120810.${operation}`;
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      authorization,
    };
    const response = await post(headers, JSON.stringify(body));
    const text = response.body.toString();
    if (response.status === 200) return text;
    const { __type = 'InternalFailure', message = text }: { __type?: string; message?: string } = JSON.parse(text);
    throw new StreamsError(__type.split('#').at(-1) ?? '', message);
  };
  return { call, close };
};

const shardsOf = async (call: Call, arn: string): Promise<readonly Shard[]> => {
  const shards: Shard[] = [];
  let start: string | undefined;
  do {
    const request = { StreamArn: arn, ...(start !== undefined && { ExclusiveStartShardId: start }) };
    const { StreamDescription }: Description = JSON.parse(await call('DescribeStream', request));
    shards.push(...(StreamDescription?.Shards ?? []));
    start = StreamDescription?.LastEvaluatedShardId;
  } while (start !== undefined);
  return shards;
};

const startingPoint = (arn: string, shardId: string, after: string | undefined): object => ({
  StreamArn: arn,
  ShardId: shardId,
  ...(after === undefined
    ? { ShardIteratorType: 'TRIM_HORIZON' }
    : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }),
});

/** Reads pages and shares them between consumers that ask for the same page. */
const pageReader = (call: Call): StreamsClient['page'] => {
  const pages = new Map<string, Promise<Page>>();
  const iterators = new Map<string, string>();

  const read = async (arn: string, shardId: string, after: string | undefined, position: string): Promise<Page> => {
    let iterator = iterators.get(position);
    iterators.delete(position);
    if (iterator === undefined) {
      const found: Iterator = JSON.parse(await call('GetShardIterator', startingPoint(arn, shardId, after)));
      iterator = found.ShardIterator;
    }
    const answer: Records = JSON.parse(await call('GetRecords', { ShardIterator: iterator }));
    const { Records: records = [], NextShardIterator: next } = answer;
    const upTo = records.at(-1)?.dynamodb?.SequenceNumber;
    if (next !== undefined) iterators.set(`${arn} ${shardId} ${upTo ?? after}`, next);
    return { changes: records.flatMap((record) => changeOf(record) ?? []), upTo, isLast: next === undefined };
  };

  return (arn, shardId, after) => {
    const position = `${arn} ${shardId} ${after}`;
    const known = pages.get(position);
    if (known) return known;
    const page = read(arn, shardId, after, position);
    pages.set(position, page);
    const [oldest] = pages.keys();
    if (pages.size > sharedPages && oldest !== undefined) pages.delete(oldest);
    const forget = (): void => {
      if (pages.get(position) === page) pages.delete(position);
    };
    // The next read after an empty page may find records.
    page.then(({ upTo }) => upTo === undefined && forget(), forget);
    return page;
  };
};

/** Opens a client of the Streams API. Consumers of the same client share its pages. */
export const openStreamsClient = (endpoint: string, accessKeyId = 'local'): StreamsClient => {
  const { call, close } = streamsCall(endpoint, accessKeyId);
  let version = 0;
  const waiting = new Set<() => void>();
  return {
    shards: (arn) => shardsOf(call, arn),
    page: pageReader(call),
    version: () => version,
    changed: async (seen, milliseconds, signal) => {
      if (version !== seen || signal.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      const wake = (): void => resolve();
      waiting.add(wake);
      signal.addEventListener('abort', wake);
      await promise;
      clearTimeout(timer);
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
    },
    notify: () => {
      version += 1;
      for (const wake of waiting) wake();
      waiting.clear();
    },
    close,
  };
};
