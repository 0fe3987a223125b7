import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../functions/execution-environment.ts';
import type { EventSourceMapping } from '../template/event-source-mappings.ts';
import { batchResultOf } from './batch-result.ts';
import type { LambdaRecord } from './stream-record.ts';

/** Records that Lambda discards, for the mapping's on-failure destination. */
export type DiscardedBatch = {
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly records: readonly LambdaRecord[];
  readonly invocations: number;
};

export type Delivery = {
  readonly mapping: EventSourceMapping;
  readonly invoke: (records: readonly LambdaRecord[]) => Promise<Outcome>;
  /** Called when everything up to this sequence number is processed. */
  readonly handled: (sequenceNumber: string) => void;
  readonly discard: (discarded: DiscardedBatch) => void;
  /** Stops the delivery between two invocations. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

type Portion = { readonly records: readonly LambdaRecord[]; readonly failures: number };

const firstPauseMilliseconds = 100;
const longestPauseMilliseconds = 5000;

const sequenceNumberOf = ({ dynamodb }: LambdaRecord): string => dynamodb.SequenceNumber;

const countTooOld = (records: readonly LambdaRecord[], { mapping, now }: Delivery): number => {
  const oldest = now() / 1000 - mapping.recordAgeSeconds;
  const young = records.findIndex(({ dynamodb }) => dynamodb.ApproximateCreationDateTime >= oldest);
  return young < 0 ? records.length : young;
};

const pauseAfter = async (failures: number, signal: AbortSignal): Promise<void> => {
  const milliseconds = Math.min(firstPauseMilliseconds * 2 ** (failures - 1), longestPauseMilliseconds);
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
};

/** Returns the portions to retry after a failure, in order. */
const remaining = async (delivery: Delivery, portion: Portion, from: number, isError: boolean): Promise<Portion[]> => {
  const { mapping, discard, handled, signal } = delivery;
  const records = portion.records.slice(from);
  if (isError && mapping.bisects && records.length > 1) {
    // Bisecting doesn't count as an attempt, so that one bad record is isolated before its neighbors are discarded.
    const middle = Math.ceil(records.length / 2);
    const { failures } = portion;
    return [records.slice(0, middle), records.slice(middle)].map((half) => ({ records: half, failures }));
  }
  const failures = from > 0 ? 1 : portion.failures + 1;
  if (failures <= mapping.retryAttempts) {
    await pauseAfter(failures, signal);
    return [{ records, failures }];
  }
  discard({ condition: 'RetryAttemptsExhausted', records, invocations: failures });
  handled(sequenceNumberOf(records.at(-1) ?? unreachable()));
  return [];
};

const unreachable = (): never => {
  throw new Error('A batch without records failed.');
};

const discardTooOld = (delivery: Delivery, { records, failures }: Portion): Portion => {
  const count = countTooOld(records, delivery);
  const last = records[count - 1];
  if (last === undefined) return { records, failures };
  delivery.discard({ condition: 'RecordAgeExceeded', records: records.slice(0, count), invocations: failures });
  delivery.handled(sequenceNumberOf(last));
  return { records: records.slice(count), failures };
};

const attempt = async (delivery: Delivery, portion: Portion): Promise<Portion[]> => {
  const { mapping, invoke, handled, signal } = delivery;
  const numbers = portion.records.map(sequenceNumberOf);
  const result = batchResultOf(await invoke(portion.records), numbers, mapping.reportsItemFailures);
  const from = { handled: numbers.length, failed: result.kind === 'failed' ? result.from : 0, error: 0 }[result.kind];
  const last = numbers[from - 1];
  if (last !== undefined) handled(last);
  return result.kind === 'handled' || signal.aborted ? [] : remaining(delivery, portion, from, result.kind === 'error');
};

/**
 * Delivers a batch to a function as a Lambda event source mapping does: retries from the lowest failed record, bisects a
 * batch that failed as a whole if configured, discards records by age and attempts. Resolves when every record is handled
 * or discarded, or when the signal aborts.
 */
export const deliverBatch = async (delivery: Delivery, records: readonly LambdaRecord[]): Promise<void> => {
  let portions: Portion[] = [{ records, failures: 0 }];
  while (!delivery.signal.aborted) {
    const [first, ...rest] = portions;
    if (first === undefined) return;
    const portion = discardTooOld(delivery, first);
    portions = portion.records.length > 0 ? [...(await attempt(delivery, portion)), ...rest] : rest;
  }
};
