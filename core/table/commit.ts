import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isThrottled } from '#core/aws-error.ts';
import { problem } from '#core/problem.ts';
import { retry } from '#core/retry.ts';
import { client, tableName } from './client.ts';
import { absent, type Item, type Write } from './write.ts';

/** A write whose condition failed, and the current item. */
export type Refused<W extends Write = Write> = { readonly write: W; readonly found: Item | undefined };

// The SDK does not retry canceled transactions.
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
const temporaryReasons = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict']);

const isTemporary = (error: unknown): boolean =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).some(({ Code }) => temporaryReasons.has(Code ?? ''))
    : error instanceof TransactionConflictException || isThrottled(error);

const refusedBy = <W extends Write>(error: unknown, writes: readonly W[]): Refused<W>[] => {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return writes.flatMap((write, index) => {
    const { Code, Item } = reasons[index] ?? {};
    return Code === 'ConditionalCheckFailed' ? [{ write, found: Item && unmarshall(Item) }] : [];
  });
};

const once = async <W extends Write>(writes: readonly W[], token: string): Promise<Refused<W>[]> => {
  const request = { TransactItems: writes.map(({ item }) => item), ClientRequestToken: token };
  try {
    await client.send(new TransactWriteCommand(request));
    return [];
  } catch (error) {
    const refused = refusedBy(error, writes);
    if (refused.length > 0) return refused;
    throw error;
  }
};

/** Retries throttled and conflicting requests. Throws `try_again` after the last attempt. */
export const withRetries = <T>(act: () => Promise<T>): Promise<T> =>
  retry(act, {
    maxAttempts: 8,
    isRetryable: isTemporary,
    baseMilliseconds: 25,
    maxPauseMilliseconds: 1_600,
    // The SDK retries throttled requests itself for seconds, so a later attempt might exceed the function's timeout.
    maxMilliseconds: 4_000,
  }).catch((error: unknown) => {
    throw isTemporary(error) ? problem('try_again', { retryAfter: 1 }) : error;
  });

/**
 * Applies all writes or none, and returns the failed conditions: none means that all were applied.
 * Retries conflicts and throttling with jitter. Throws `try_again` after that.
 */
export const attempt = async <W extends Write>(writes: readonly W[]): Promise<readonly Refused<W>[]> => {
  // The same for all attempts: if an earlier one was applied and its response lost, the next succeeds instead of failing.
  const token = randomUUID();
  return withRetries(() => once(writes, token));
};

const putOnce = async (item: Item): Promise<void> => {
  try {
    await client.send(new PutCommand({ TableName: tableName(), Item: item, ConditionExpression: absent.text }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/**
 * Puts an item unless it exists, outside of a transaction, which costs a third less. Only for items whose content does not
 * depend on the writer: a retry after a lost response finds its own item. Throws `try_again`.
 */
export const putUnlessThere = (item: Item): Promise<void> => withRetries(() => putOnce(item));

const updateOnce = async (write: Write): Promise<Refused | undefined> => {
  const { item } = write;
  if (item.Update === undefined) throw new Error('Only an update can be written alone');
  try {
    await client.send(new UpdateCommand(item.Update));
  } catch (error) {
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
export const updateAlone = (write: Write): Promise<Refused | undefined> => withRetries(() => updateOnce(write));

/** Applies all writes or none. Throws the error of the first failed condition. */
export const commit = async (writes: readonly Write[]): Promise<void> => {
  const [refused] = await attempt(writes);
  if (refused) throw refused.write.refusal(refused.found);
};
