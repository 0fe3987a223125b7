import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Outcome } from '../functions/execution-environment.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import type { QueueMapping } from '../template/queue-mappings.ts';
import type { StoredMessage } from './queue-messages.ts';
import type { Queues } from './queues.ts';
import { toLambdaRecord } from './sqs-message.ts';

export type QueueConsumersOptions = {
  readonly queues: Pick<Queues, 'receive' | 'remove' | 'release' | 'nextMessage'>;
  readonly mappings: readonly QueueMapping[];
  readonly invoke: (definition: FunctionDefinition, event: unknown) => Promise<Outcome>;
  /** Receives one line per failure. */
  readonly report: (line: string) => void;
};

const idleMilliseconds = 200;
const graceMilliseconds = 2000;

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();

/**
 * Returns the messages of a batch that the function has processed. An empty or unknown message id fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
const processed = (messages: readonly StoredMessage[], outcome: Outcome, reportsItemFailures: boolean) => {
  if (outcome.error) return [];
  if (!reportsItemFailures) return messages;
  const response = batchResponse.safeParse(JSON.parse(outcome.payload));
  if (!response.success) return [];
  const failed = new Set(response.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ id }) => id));
  return [...failed].every((id) => known.has(id)) ? messages.filter(({ id }) => !failed.has(id)) : [];
};

/**
 * Reads queues for functions as Lambda's event source mappings do. A message that failed stays in the queue, and is
 * visible again after its visibility timeout. Returns a function that stops reading, and waits up to two seconds for
 * running invocations.
 */
export const startQueueConsumers = (options: QueueConsumersOptions): (() => Promise<void>) => {
  const { queues, mappings, invoke, report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  const deliver = async (mapping: QueueMapping, messages: readonly StoredMessage[]): Promise<void> => {
    const { queueArn } = mapping;
    const Records = messages.map((message) => toLambdaRecord(message, queueArn));
    const outcome = await invoke(mapping.function, { Records });
    for (const { receipt } of processed(messages, outcome, mapping.reportsItemFailures))
      queues.remove(queueArn, receipt);
  };

  const consume = async (mapping: QueueMapping): Promise<void> => {
    const { queueArn, batchSize, concurrency } = mapping;
    // An earlier run was the consumer of what is in flight, and has ended.
    queues.release(queueArn);
    const running = new Set<Promise<void>>();
    while (!signal.aborted) {
      const next = queues.nextMessage(queueArn);
      const messages = running.size < concurrency ? queues.receive(queueArn, batchSize) : [];
      if (messages.length > 0) {
        const delivery = deliver(mapping, messages)
          .catch((error: unknown) => {
            if (!signal.aborted) report(`${mapping.function.name}: messages could not be delivered: ${error}`);
          })
          .finally(() => running.delete(delivery));
        running.add(delivery);
        continue;
      }
      await Promise.race([...running, next, sleep(idleMilliseconds, undefined, { ref: false, signal })]).catch(
        () => {},
      );
    }
    await Promise.all(running);
  };

  const consuming = mappings.map(consume);
  return async () => {
    stopping.abort();
    await Promise.race([Promise.all(consuming), sleep(graceMilliseconds, undefined, { ref: false })]);
  };
};
