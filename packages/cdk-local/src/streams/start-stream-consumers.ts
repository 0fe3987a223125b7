import type { DatabaseSync } from 'node:sqlite';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Outcome } from '../functions/execution-environment.ts';
import type { EventSourceMapping } from '../template/event-source-mappings.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { type ConsumerName, openCheckpoints } from './checkpoints.ts';
import type { DiscardedBatch } from './deliver-batch.ts';
import { compilePatterns } from './event-pattern.ts';
import { failureMessage } from './failure-message.ts';
import { followStream } from './follow-stream.ts';
import { openJournal } from './journal.ts';
import { readShard } from './read-shard.ts';
import type { Change, UserIdentity } from './stream-record.ts';

export type StreamConsumersOptions = {
  readonly client: DynamoDBStreamsClient;
  readonly database: DatabaseSync;
  readonly mappings: readonly EventSourceMapping[];
  /** The engine's name of a stream that the template names. */
  readonly engineArn: (streamArn: string) => string;
  readonly invoke: (definition: FunctionDefinition, event: unknown) => Promise<Outcome>;
  readonly identify: (change: Change, streamArn: string) => Promise<UserIdentity | undefined>;
  /** Puts a message into the queue with this ARN. */
  readonly sendMessage: (queueArn: string, body: string) => void;
  /** Told of given up records and of trouble in one line. */
  readonly report: (line: string) => void;
  /** What functions take for the time, in epoch milliseconds. */
  readonly now: () => number;
};

export type StreamConsumers = {
  /** The sequence number that all mappings on a stream have passed; undefined while one has passed none. */
  readonly passed: (streamArn: string) => bigint | undefined;
  /** Resolves when the invocations under way have ended. */
  readonly stop: () => Promise<void>;
};

/** Reads tables' streams for functions as Lambda's event source mappings do, each mapping for itself. */
export const startStreamConsumers = (options: StreamConsumersOptions): StreamConsumers => {
  const { client, database, mappings, engineArn, invoke, identify, sendMessage, report, now } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const checkpoints = openCheckpoints(database);
  const journal = openJournal(database);
  const reading: { readonly streamArn: string; readonly reader: ConsumerName }[] = [];

  const discard = (mapping: EventSourceMapping, discarded: DiscardedBatch, shard: string): void => {
    report(`${mapping.function.name}: gave up ${discarded.records.length} stream records (${discarded.condition})`);
    if (mapping.failureDestination) sendMessage(mapping.failureDestination, failureMessage(mapping, discarded, shard));
  };

  const follow = (mapping: EventSourceMapping): Promise<void> => {
    const fits = compilePatterns(mapping.patterns);
    const source = { client, arn: engineArn(mapping.streamArn), signal, report };
    const lanes = Array.from({ length: mapping.parallelization }, (_, lane) => lane);
    const readersOf = (shard: string): ConsumerName[] =>
      lanes.map((lane) => ({ mapping: mapping.id, stream: source.arn, shard, lane }));
    return followStream(source, {
      isFinished: (shard) => readersOf(shard).every((reader) => checkpoints.read(reader).finished),
      read: async (shard) => {
        const readers = readersOf(shard);
        for (const reader of readers) reading.push({ streamArn: mapping.streamArn, reader });
        const parts = {
          mapping,
          source,
          checkpoints,
          journal,
          fits,
          identify: (change: Change) => identify(change, mapping.streamArn),
          invoke: (event: unknown) => invoke(mapping.function, event),
          discard: (discarded: DiscardedBatch) => discard(mapping, discarded, shard),
          now,
        };
        await Promise.all(readers.map((reader) => readShard({ ...parts, reader })));
      },
    });
  };

  const following = mappings.map(follow);

  return {
    passed: (streamArn) => {
      const readers = reading.filter((one) => one.streamArn === streamArn);
      const passed = readers.map(({ reader }) => checkpoints.read(reader).after);
      const expected = mappings.filter((mapping) => mapping.streamArn === streamArn).length;
      if (passed.length < expected || passed.includes(undefined)) return undefined;
      return passed
        .map((sequenceNumber) => BigInt(sequenceNumber ?? 0))
        .sort((left, right) => (left < right ? -1 : 1))[0];
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(following);
    },
  };
};
