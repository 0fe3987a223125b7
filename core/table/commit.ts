import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { problem } from '#core/problem.ts';
import { client, tableName } from './client.ts';
import { absent, type Item, type Write } from './write.ts';

/** A failed condition: the index of the write, and the current item. */
export type Refused = { readonly index: number; readonly found: Item | undefined };

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

const refusedBy = (error: unknown): Refused[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).flatMap(({ Code, Item }, index) =>
        Code === 'ConditionalCheckFailed' ? [{ index, found: Item && unmarshall(Item) }] : [],
      )
    : [];

const once = async (writes: readonly Write[], token: string): Promise<Refused[] | Later> => {
  const request = { TransactItems: writes.map(({ item }) => item), ClientRequestToken: token };
  try {
    await client.send(new TransactWriteCommand(request));
    return [];
  } catch (error) {
    const refused = refusedBy(error);
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
export const attempt = async (writes: readonly Write[]): Promise<readonly Refused[]> => {
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

/** Applies all writes or none. Throws the error of the first failed condition. */
export const commit = async (writes: readonly Write[]): Promise<void> => {
  const [refused] = await attempt(writes);
  if (refused) throw writes[refused.index]?.refusal(refused.found) ?? new Error('A step without refusal was refused');
};
