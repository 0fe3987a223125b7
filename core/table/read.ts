import { BatchGetCommand, GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { problems } from '#core/contract/problems.ts';
import { Problem } from '#core/problem.ts';
import { retry } from '#core/retry.ts';
import { client, tableName } from './client.ts';
import type { Key } from './keys.ts';
import type { Item } from './write.ts';

/** Reads one item, consistently. */
export const getItem = async (key: Key): Promise<Item | undefined> =>
  (await client.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))).Item;

const longestBatch = 100;

/** DynamoDB left keys of a batch unread. The caller gets `try_again`. */
class UnreadKeysError extends Problem {
  constructor() {
    super('try_again', { retryAfter: 1 }, problems.try_again.status);
  }
}

const nameOf = ({ PK, SK }: { PK?: unknown; SK?: unknown }) => JSON.stringify([PK, SK]);

const getBatch = async (keys: readonly Key[], isConsistent: boolean): Promise<Item[]> => {
  const items: Item[] = [];
  let left: Key[] = [...keys];
  const readLeft = async (): Promise<void> => {
    const request = { [tableName()]: { Keys: left, ConsistentRead: isConsistent } };
    const answer = await client.send(new BatchGetCommand({ RequestItems: request }));
    items.push(...(answer.Responses?.[tableName()] ?? []));
    // DynamoDB returns at most 16 MB, within its throughput, and the unprocessed keys.
    left = (answer.UnprocessedKeys?.[tableName()]?.Keys ?? []).map(({ PK, SK }) => ({
      PK: String(PK),
      SK: String(SK),
    }));
    if (left.length > 0) throw new UnreadKeysError();
  };
  await retry(readLeft, {
    maxAttempts: 6,
    isRetryable: (error) => error instanceof UnreadKeysError,
    baseMilliseconds: 50,
  });
  return items;
};

const getAll = async (keys: readonly Key[], isConsistent: boolean): Promise<(Item | undefined)[]> => {
  const different = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const batches = Array.from({ length: Math.ceil(different.length / longestBatch) }, (_, n) =>
    getBatch(different.slice(n * longestBatch, (n + 1) * longestBatch), isConsistent),
  );
  const items = new Map((await Promise.all(batches)).flat().map((item) => [nameOf(item), item]));
  return keys.map((key) => items.get(nameOf(key)));
};

/** Reads items consistently, in the order of their keys; `undefined` for missing ones. One request per 100 different keys. */
export const getItems = (keys: readonly Key[]): Promise<(Item | undefined)[]> => getAll(keys, true);

/** Reads items with eventual consistency, for half the price: for lists, whose index is eventually consistent too. */
export const getRecentItems = (keys: readonly Key[]): Promise<(Item | undefined)[]> => getAll(keys, false);

export type Query = {
  readonly index?: 'GSI1' | 'GSI2';
  readonly partition: string;
  /** Inclusive bounds of the sort key. */
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
  readonly newestFirst?: boolean;
};

// DynamoDB allows one condition on the sort key, and only BETWEEN has two bounds.
const lowest = '\u0000';
const highest = '\u{10ffff}';

const sortCondition = ({ from, to, prefix }: Query) => {
  if (prefix !== undefined) return { text: ' AND begins_with(#sort, :prefix)', values: { ':prefix': prefix } };
  if (from === undefined && to === undefined) return { text: '', values: {} };
  return { text: ' AND #sort BETWEEN :from AND :to', values: { ':from': from ?? lowest, ':to': to ?? highest } };
};

const queryInput = (query: Query): QueryCommandInput => {
  const { text, values } = sortCondition(query);
  return {
    TableName: tableName(),
    ...(query.index && { IndexName: query.index }),
    ConsistentRead: query.index === undefined,
    KeyConditionExpression: `#partition = :partition${text}`,
    ExpressionAttributeNames: {
      '#partition': `${query.index ?? ''}PK`,
      ...(text && { '#sort': `${query.index ?? ''}SK` }),
    },
    ExpressionAttributeValues: { ':partition': query.partition, ...values },
    ScanIndexForward: !query.newestFirst,
  };
};

// A descending list has ended if its lower bound has risen above the cursor. DynamoDB would reject the query.
const isBelow = (after: Item, { index, from, newestFirst }: Query): boolean =>
  Boolean(newestFirst) && from !== undefined && String(after[`${index ?? ''}SK`]) < from;

export type Slice = { readonly items: Item[]; readonly last: Item | undefined };

/** Reads up to `limit` items of one partition (without it, up to 1 MB) after the key `after`. */
export const queryItems = async (query: Query, limit?: number, after?: Item): Promise<Slice> => {
  if (after && isBelow(after, query)) return { items: [], last: undefined };
  const answer = await client.send(
    new QueryCommand({
      ...queryInput(query),
      ...(limit !== undefined && { Limit: limit }),
      ...(after && { ExclusiveStartKey: after }),
    }),
  );
  return { items: answer.Items ?? [], last: answer.LastEvaluatedKey };
};

/** Reads all items of a small partition: a person's organizations, or the invitations to one address. */
export const queryAll = async (query: Query): Promise<Item[]> => {
  const items: Item[] = [];
  let last: Item | undefined;
  do {
    const slice = await queryItems(query, undefined, last);
    items.push(...slice.items);
    last = slice.last;
  } while (last !== undefined);
  return items;
};
