import type { DatabaseSync } from 'node:sqlite';
import { onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { ensureTable } from '../../src/dynamodb/create-table.ts';
import type { Outcome } from '../../src/functions/execution-environment.ts';
import { type StreamConsumers, startStreamConsumers } from '../../src/streams/start-stream-consumers.ts';
import type { LambdaRecord } from '../../src/streams/stream-record.ts';
import { openStreamsClient } from '../../src/streams/streams-client.ts';
import type { EventSourceMapping } from '../../src/template/event-source-mappings.ts';
import { clientOf, engineForTest, itemOf, runnerDatabase, tableDefinition } from './engine.ts';
import { functionWith } from './function.ts';

export const streamArn = tableDefinition.streamArn ?? '';
const event = z.object({ Records: z.array(z.custom<LambdaRecord>()) });

export const mappingWith = (differences: Partial<EventSourceMapping> = {}): EventSourceMapping => ({
  id: 'Reader',
  streamArn,
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

type Answer = (items: string[], records: readonly LambdaRecord[]) => Promise<unknown> | unknown;

/** Creates a table whose stream is consumed by one handler per mapping. */
export const tableWithFeed = async (database: DatabaseSync = runnerDatabase()) => {
  const engine = await engineForTest();
  const client = clientOf(engine);
  const engineArn = (await ensureTable(client, tableDefinition)) ?? '';
  const messages: unknown[] = [];
  const feed = (readers: readonly (readonly [EventSourceMapping, Answer])[]): StreamConsumers => {
    const started = startStreamConsumers({
      client: openStreamsClient(engine.endpoint),
      database,
      mappings: readers.map(([mapping]) => mapping),
      engineArn: () => engineArn,
      invoke: async (definition, given): Promise<Outcome> => {
        const { Records } = event.parse(given);
        const answer = readers.find(([mapping]) => mapping.function === definition)?.[1];
        try {
          return { requestId: 'r', payload: JSON.stringify((await answer?.(Records.map(itemOf), Records)) ?? null) };
        } catch (error) {
          return { requestId: 'r', error: { errorType: 'Error', errorMessage: String(error), trace: [] } };
        }
      },
      identify: async () => undefined,
      sendMessage: (arn, body) => messages.push({ arn, body: JSON.parse(body) }),
      report: () => undefined,
      now: Date.now,
    });
    onTestFinished(() => started.stop());
    return started;
  };
  return { client, feed, messages };
};

export const seen = () => {
  const batches: string[][] = [];
  return { batches, items: () => batches.flat(), answer: (items: string[]) => void batches.push(items) };
};

export const eventually = (assertion: () => void): Promise<void> =>
  vi.waitFor(assertion, { timeout: 20_000, interval: 20 });
