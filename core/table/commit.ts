import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { problem } from '#core/problem.ts';
import { client, tableName } from './client.ts';
import { absent, type Item, type Write } from './write.ts';

/** A step whose condition did not hold: its place in the list, and the item as it was found. */
export type Refused = { readonly index: number; readonly found: Item | undefined };

const tries = 8;
const longestPauseMilliseconds = 1_600;
// The SDK repeats throttled requests by itself, for seconds each time: a try that began later might outlast its function.
const lastTryAfterMilliseconds = 4_000;

// Transactions that were cancelled the SDK does not repeat, whatever the reason.
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

/** It is worth trying again. */
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
 * Applies all writes or none, and returns every step that was refused: none means that all are applied.
 * Conflicts and throttling are repeated with jitter. Throws `try_again` when that does not help.
 */
export const attempt = async (writes: readonly Write[]): Promise<readonly Refused[]> => {
  // One for all tries: should an earlier one have gone through unseen, the next is told so instead of being refused by it.
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
 * Puts an item that stands alone, unless it is there already. Outside a transaction, which would cost a third more: only for items of which
 * it makes no difference who put them first, because a put whose answer was lost is repeated and finds itself. Throws `try_again`.
 */
export const putUnlessThere = (item: Item): Promise<undefined> => patiently(() => putOnce(item));

const updateOnce = async ({ item }: Write): Promise<Refused | undefined | Later> => {
  if (item.Update === undefined) throw new Error('Only an update can be written alone');
  try {
    await client.send(new UpdateCommand(item.Update));
  } catch (error) {
    if (isPassing(error)) return later;
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { index: 0, found: error.Item && unmarshall(error.Item) };
  }
  return undefined;
};

/**
 * Applies one update without a transaction, at half the cost, and returns its refusal if its condition did not hold.
 * Only for updates that may be repeated: the SDK repeats one whose response was lost, and then finds it refused by
 * itself. Throws `try_again`.
 */
export const updateAlone = (write: Write): Promise<Refused | undefined> => patiently(() => updateOnce(write));

/** Applies all writes or none. Throws the refusal of the first step whose condition did not hold. */
export const commit = async (writes: readonly Write[]): Promise<void> => {
  const [refused] = await attempt(writes);
  if (refused) throw writes[refused.index]?.refusal(refused.found) ?? new Error('A step without refusal was refused');
};
