import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { problem } from '#core/problem.ts';
import { client, tableName } from './client.ts';
import { absent, type Item, type Write } from './write.ts';

/** A write whose condition failed, and the current item. */
export type Refused<W extends Write = Write> = { readonly write: W; readonly found: Item | undefined };

const tries = 8;
const longestPauseMilliseconds = 1_600;
// The SDK retries throttled requests itself for seconds, so a later attempt might exceed the function's timeout.
const lastTryAfterMilliseconds = 4_000;

// The SDK does not retry canceled transactions.
const passing = new Set([
  'ThrottlingError',
  'ThrottlingException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflict',
  'TransactionInProgressException',
  'TransactionConflictException',
]);

const isPassing = (error: unknown): boolean =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).some(({ Code }) => passing.has(Code ?? ''))
    : error instanceof Error && passing.has(error.name);

/** Marks a retryable failure. */
const later = Symbol('later');
type Later = typeof later;

const refusedBy = <W extends Write>(error: unknown, writes: readonly W[]): Refused<W>[] => {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return writes.flatMap((write, index) => {
    const { Code, Item } = reasons[index] ?? {};
    return Code === 'ConditionalCheckFailed' ? [{ write, found: Item && unmarshall(Item) }] : [];
  });
};

const once = async <W extends Write>(writes: readonly W[], token: string): Promise<Refused<W>[] | Later> => {
  const request = { TransactItems: writes.map(({ item }) => item), ClientRequestToken: token };
  try {
    await client.send(new TransactWriteCommand(request));
    return [];
  } catch (error) {
    const refused = refusedBy(error, writes);
    if (refused.length > 0) return refused;
    if (isPassing(error)) return later;
    throw error;
  }
};

const patiently = async <T>(act: () => Promise<T | Later>): Promise<T> => {
  const start = performance.now();
  for (let tried = 0; tried < tries && performance.now() - start < lastTryAfterMilliseconds; tried++) {
    const result = await act();
    if (result !== later) return result;
    await pause(Math.random() * Math.min(longestPauseMilliseconds, 25 * 2 ** tried));
  }
  throw problem('try_again', { retryAfter: 1 });
};

/**
 * Applies all writes or none, and returns the failed conditions: none means that all were applied.
 * Retries conflicts and throttling with jitter. Throws `try_again` after that.
 */
export const attempt = async <W extends Write>(writes: readonly W[]): Promise<readonly Refused<W>[]> => {
  // The same for all attempts: if an earlier one was applied and its response lost, the next succeeds instead of failing.
  const token = randomUUID();
  return patiently(() => once(writes, token));
};

const putOnce = async (item: Item): Promise<undefined | Later> => {
  try {
    await client.send(new PutCommand({ TableName: tableName(), Item: item, ConditionExpression: absent.text }));
  } catch (error) {
    if (isPassing(error)) return later;
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  return undefined;
};

/**
 * Puts an item unless it exists, outside of a transaction, which costs a third less. Only for items whose content does not
 * depend on the writer: a retry after a lost response finds its own item. Throws `try_again`.
 */
export const putUnlessThere = (item: Item): Promise<undefined> => patiently(() => putOnce(item));

const updateOnce = async (write: Write): Promise<Refused | undefined | Later> => {
  const { item } = write;
  if (item.Update === undefined) throw new Error('Only an update can be written alone');
  try {
    await client.send(new UpdateCommand(item.Update));
  } catch (error) {
    if (isPassing(error)) return later;
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { write, found: error.Item && unmarshall(error.Item) };
  }
  return undefined;
};

/**
 * Applies one update outside of a transaction, at half the cost, and returns the failed condition, or undefined.
 * Only for updates that may be repeated: the SDK repeats one whose response was lost, and its condition may fail then
 * because of the first attempt. Throws `try_again`.
 */
export const updateAlone = (write: Write): Promise<Refused | undefined> => patiently(() => updateOnce(write));

/** Applies all writes or none. Throws the error of the first failed condition. */
export const commit = async (writes: readonly Write[]): Promise<void> => {
  const [refused] = await attempt(writes);
  if (refused) throw refused.write.refusal(refused.found);
};
