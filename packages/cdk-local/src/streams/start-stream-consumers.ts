import type { DatabaseSync } from 'node:sqlite';
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
import type { StreamsClient } from './streams-client.ts';

export type StreamConsumersOptions = {
  readonly client: StreamsClient;
  readonly database: DatabaseSync;
  readonly mappings: readonly EventSourceMapping[];
  /** Returns the engine's ARN of a stream of the template. */
  readonly engineArn: (streamArn: string) => string;
  readonly invoke: (definition: FunctionDefinition, event: unknown) => Promise<Outcome>;
  readonly identify: (change: Change, streamArn: string) => Promise<UserIdentity | undefined>;
  /** Sends a message to the queue with this ARN. */
  readonly sendMessage: (queueArn: string, body: string) => void;
  /** Receives one line per error and per discarded batch. */
  readonly report: (line: string) => void;
  /** Clock of the functions, in epoch milliseconds. */
  readonly now: () => number;
};

export type StreamConsumers = {
  /** Returns the sequence number that all mappings of a stream have processed; undefined if one hasn't started. */
  readonly passed: (streamArn: string) => bigint | undefined;
  /** Stops reading. Resolves when running invocations have ended. */
  readonly stop: () => Promise<void>;
};

/** Reads the streams of tables for functions as Lambda's event source mappings do, independently of each other. */
export const startStreamConsumers = (options: StreamConsumersOptions): StreamConsumers => {
  const { client, database, mappings, engineArn, invoke, identify, sendMessage, report, now } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const checkpoints = openCheckpoints(database);
  const journal = openJournal(database);
  const reading: { readonly streamArn: string; readonly consumer: ConsumerName }[] = [];

  const discard = (mapping: EventSourceMapping, discarded: DiscardedBatch, shard: string): void => {
    report(`${mapping.function.name}: discarded ${discarded.records.length} stream records (${discarded.condition})`);
    if (mapping.failureDestination) sendMessage(mapping.failureDestination, failureMessage(mapping, discarded, shard));
  };

  const follow = (mapping: EventSourceMapping): Promise<void> => {
    const matches = compilePatterns(mapping.patterns);
    const source = { client, arn: engineArn(mapping.streamArn), signal, report };
    const lanes = Array.from({ length: mapping.parallelization }, (_, lane) => lane);
    const consumersOf = (shard: string): ConsumerName[] =>
      lanes.map((lane) => ({ mapping: mapping.id, stream: source.arn, shard, lane }));
    return followStream(source, {
      isFinished: (shard) => consumersOf(shard).every((consumer) => checkpoints.read(consumer).finished),
      read: async (shard) => {
        const consumers = consumersOf(shard);
        for (const consumer of consumers) reading.push({ streamArn: mapping.streamArn, consumer });
        const parts = {
          mapping,
          source,
          checkpoints,
          journal,
          matches,
          identify: (change: Change) => identify(change, mapping.streamArn),
          invoke: (event: unknown) => invoke(mapping.function, event),
          discard: (discarded: DiscardedBatch) => discard(mapping, discarded, shard),
          now,
        };
        await Promise.all(consumers.map((consumer) => readShard({ ...parts, consumer })));
      },
    });
  };

  const following = mappings.map(follow);

  return {
    passed: (streamArn) => {
      const consumers = reading.filter((one) => one.streamArn === streamArn);
      const passed = consumers.map(({ consumer }) => checkpoints.read(consumer).after);
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
