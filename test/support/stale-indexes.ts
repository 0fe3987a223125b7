import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { followStream } from 'cdk-local/follow-stream';
import { shardPages } from 'cdk-local/shard-pages';
import type { Change } from 'cdk-local/stream-record';
import { openStreamsClient } from 'cdk-local/streams-client';
import * as z from 'zod';

type Item = Readonly<Record<string, { readonly S?: string | undefined }>>;

/** A query of core: an equality and at most one condition on the sort key. */
const indexQuery = z.object({
  TableName: z.string(),
  IndexName: z.string(),
  KeyConditionExpression: z.enum([
    '#partition = :partition',
    '#partition = :partition AND begins_with(#sort, :prefix)',
    '#partition = :partition AND #sort BETWEEN :from AND :to',
  ]),
  ExpressionAttributeValues: z.record(z.string(), z.object({ S: z.string() })),
  ScanIndexForward: z.boolean().default(true),
  Limit: z.int().optional(),
  ExclusiveStartKey: z.record(z.string(), z.object({ S: z.string() })).optional(),
});
type IndexQuery = z.output<typeof indexQuery>;

// DynamoDB sorts by UTF-8 bytes, JavaScript by UTF-16 units.
const compared = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const text = (item: Item, name: string): string => item[name]?.S ?? '';

const isWanted = (item: Item, { IndexName, ExpressionAttributeValues: values }: IndexQuery): boolean => {
  const [partition, sort] = [text(item, `${IndexName}PK`), text(item, `${IndexName}SK`)];
  const { S: prefix = '' } = values[':prefix'] ?? {};
  const [from, to] = [values[':from'], values[':to']];
  return (
    partition === values[':partition']?.S &&
    sort.startsWith(prefix) &&
    (from === undefined || compared(sort, from.S) >= 0) &&
    (to === undefined || compared(sort, to.S) <= 0)
  );
};

/** Returns items in the order of an index; equal sort keys by the table's key. */
const inOrder =
  ({ IndexName, ScanIndexForward }: IndexQuery) =>
  (one: Item, other: Item): number => {
    const names = [`${IndexName}SK`, 'PK', 'SK'];
    const order = names.map((name) => compared(text(one, name), text(other, name))).find((by) => by !== 0) ?? 0;
    return ScanIndexForward ? order : -order;
  };

const keyOf = (item: Item, { IndexName }: IndexQuery): Item =>
  Object.fromEntries(['PK', 'SK', `${IndexName}PK`, `${IndexName}SK`].map((name) => [name, item[name] ?? {}]));

/** Returns the response to an index query over these items. */
const answerOf = (items: Iterable<Item>, query: IndexQuery): object => {
  const order = inOrder(query);
  const { Limit, ExclusiveStartKey: start } = query;
  const found = [...items].filter((item) => isWanted(item, query)).sort(order);
  const after = start ? found.filter((item) => order(item, start) > 0) : found;
  const Items = after.slice(0, Limit);
  const last = Limit !== undefined && Items.length === Limit ? Items.at(-1) : undefined;
  return {
    Items,
    Count: Items.length,
    ScannedCount: Items.length,
    ...(last && { LastEvaluatedKey: keyOf(last, query) }),
  };
};

export type LateIndexes = {
  /** Returns the response of an index that is `lateMilliseconds` behind. */
  readonly answer: (query: unknown) => object;
  /** Freezes the indexes until the returned function is called. */
  readonly hold: () => () => void;
  readonly stop: () => Promise<void>;
};

/** Emulates stale indexes from the table's stream. */
export const lateIndexes = async (
  endpoint: string,
  tableName: string,
  lateMilliseconds: number,
): Promise<LateIndexes> => {
  const settings = {
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const { Table } = await new DynamoDBClient(settings).send(new DescribeTableCommand({ TableName: tableName }));
  const stopping = new AbortController();
  const source = {
    client: openStreamsClient(endpoint),
    arn: Table?.LatestStreamArn ?? '',
    signal: stopping.signal,
    report: () => undefined,
  };
  const items = new Map<string, Item>();
  const waiting: { readonly change: Change; readonly due: number }[] = [];
  let held = false;
  const catchUp = (): void => {
    if (held) return;
    const due = waiting.findIndex(({ due }) => due > performance.now());
    for (const { change } of waiting.splice(0, due < 0 ? waiting.length : due)) {
      const key = JSON.stringify([change.keys.PK, change.keys.SK]);
      if (change.newImage) items.set(key, change.newImage);
      else items.delete(key);
    }
  };
  const read = async (shard: string): Promise<void> => {
    for await (const { changes } of shardPages(source, shard, undefined))
      waiting.push(...changes.map((change) => ({ change, due: performance.now() + lateMilliseconds })));
  };
  const following = followStream(source, { isFinished: () => false, read });
  return {
    answer: (query) => {
      catchUp();
      return answerOf(items.values(), indexQuery.parse(query));
    },
    hold: () => {
      catchUp();
      held = true;
      return () => {
        held = false;
      };
    },
    stop: async () => {
      stopping.abort();
      await following;
    },
  };
};
