import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { getItem, getItems, type Query, queryAll, queryItems } from '#core/table/read.ts';

// What DynamoDB leaves out of an answer, and how it is asked, no emulator shows.
process.env.TABLE_NAME = 'table';
const client = mockClient(DynamoDBDocumentClient);
beforeEach(() => void client.reset());

type Key = { readonly PK: string; readonly SK: string };
const key = (n: number): Key => ({ PK: `p${n}`, SK: `s${n}` });
const keys = (count: number): Key[] => Array.from({ length: count }, (_, n) => key(n));
const item = (of: Key) => ({ ...of, found: true });

const batches = () => client.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems?.table);

test('an item is read as it is now', async () => {
  client.on(GetCommand).resolves({ Item: item(key(1)) });
  expect(await getItem(key(1))).toEqual(item(key(1)));
  expect(client.commandCalls(GetCommand)[0]?.args[0].input).toEqual({
    TableName: 'table',
    Key: key(1),
    ConsistentRead: true,
  });
});

test('getItems reads 100 keys per request, each once and consistently, in the order of the keys', async () => {
  client.on(BatchGetCommand).callsFake(({ RequestItems }) => ({
    Responses: {
      table: RequestItems.table.Keys.filter(({ PK }: Key) => PK !== 'p7')
        .map(item)
        .reverse(),
    },
  }));
  const wanted = [...keys(250), key(3), { ...key(3), SK: 'another' }];
  const found = await getItems(wanted);
  expect(found).toEqual(wanted.map((one) => (one.PK === 'p7' ? undefined : item(one))));
  expect(batches().map((batch) => [batch?.Keys?.length, batch?.ConsistentRead])).toEqual([
    [100, true],
    [100, true],
    [51, true],
  ]);
});

test('no items are asked for with no request', async () => {
  expect(await getItems([])).toEqual([]);
  expect(client.calls()).toEqual([]);
});

test('getItems requests only the unprocessed keys again', async () => {
  client
    .on(BatchGetCommand)
    .resolvesOnce({
      Responses: { table: [item(key(0))] },
      UnprocessedKeys: { table: { Keys: [key(1), key(2)], ConsistentRead: true } },
    })
    // Not even a part of it.
    .resolvesOnce({ UnprocessedKeys: { table: { Keys: [key(1), key(2)] } } })
    .resolves({ Responses: { table: [item(key(1))] } });
  expect(await getItems(keys(3))).toEqual([item(key(0)), item(key(1)), undefined]);
  expect(batches().map((batch) => batch?.Keys)).toEqual([keys(3), keys(3).slice(1), keys(3).slice(1)]);
});

test('getItems throws try_again when DynamoDB keeps leaving keys unprocessed', async () => {
  client.on(BatchGetCommand).resolves({ UnprocessedKeys: { table: { Keys: keys(1) } } });
  await expect(getItems(keys(1))).rejects.toMatchObject({ code: 'try_again', facts: { retryAfter: 1 } });
  expect(batches()).toHaveLength(6);
});

const asked = async (query: Query, ...more: [limit?: number, after?: Key]) => {
  client.on(QueryCommand).resolves({});
  expect(await queryItems(query, ...more)).toEqual({ items: [], last: undefined });
  return client.commandCalls(QueryCommand).at(-1)?.args[0].input;
};

test('a partition is read whole, consistently and oldest first, unless something else is asked for', async () => {
  const whole = {
    TableName: 'table',
    ConsistentRead: true,
    KeyConditionExpression: '#partition = :partition',
    ExpressionAttributeNames: { '#partition': 'PK' },
    ExpressionAttributeValues: { ':partition': 'p' },
    ScanIndexForward: true,
  };
  expect(await asked({ partition: 'p' })).toEqual(whole);
  expect(await asked({ partition: 'p', newestFirst: true }, 5, key(1))).toEqual({
    ...whole,
    ScanIndexForward: false,
    Limit: 5,
    ExclusiveStartKey: key(1),
  });
});

test('an index is read by its own keys, a prefix or bounds of them, and never consistently', async () => {
  const index = {
    TableName: 'table',
    IndexName: 'GSI2',
    ConsistentRead: false,
    KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#partition': 'GSI2PK', '#sort': 'GSI2SK' },
    ScanIndexForward: true,
  };
  const bounds = (from: string, to: string) => ({ ':partition': 'p', ':from': from, ':to': to });
  const query = { index: 'GSI2', partition: 'p' } as const;
  expect(await asked({ ...query, from: 'a', to: 'b' })).toEqual({
    ...index,
    ExpressionAttributeValues: bounds('a', 'b'),
  });
  expect((await asked({ ...query, from: 'a' }))?.ExpressionAttributeValues).toEqual(bounds('a', '\u{10ffff}'));
  expect((await asked({ ...query, to: 'b' }))?.ExpressionAttributeValues).toEqual(bounds('\u0000', 'b'));
  expect(await asked({ ...query, prefix: 'a' })).toEqual({
    ...index,
    KeyConditionExpression: '#partition = :partition AND begins_with(#sort, :prefix)',
    ExpressionAttributeValues: { ':partition': 'p', ':prefix': 'a' },
  });
});

test('queryItems returns an empty end without a request when it continues below its lower bound', async () => {
  const ends = async (query: Query, after: Record<string, unknown>): Promise<boolean> => {
    client.reset();
    client.on(QueryCommand).resolves({ Items: [item(key(1))] });
    const { items, last } = await queryItems(query, 1, after);
    expect([items.length, last]).toEqual([client.calls().length, undefined]);
    return items.length === 0;
  };
  const list = { partition: 'p', from: 'm', newestFirst: true } as const;
  expect(await ends(list, { SK: 'l' })).toBe(true);
  expect(await ends(list, { SK: 'm' })).toBe(false);
  expect(await ends({ ...list, index: 'GSI1' }, { SK: 'z', GSI1SK: 'l' })).toBe(true);
  expect(await ends({ ...list, index: 'GSI1' }, { SK: 'a', GSI1SK: 'm' })).toBe(false);
  expect(await ends({ ...list, newestFirst: false }, { SK: 'l' })).toBe(false);
  expect(await ends({ partition: 'p', newestFirst: true }, { SK: 'l' })).toBe(false);
});

test('a small partition is read to its end, page by page', async () => {
  client
    .on(QueryCommand)
    .resolvesOnce({ Items: [item(key(1))], LastEvaluatedKey: key(1) })
    .resolvesOnce({ LastEvaluatedKey: key(2) })
    .resolves({ Items: [item(key(3))] });
  expect(await queryAll({ partition: 'p' })).toEqual([item(key(1)), item(key(3))]);
  const starts = client.commandCalls(QueryCommand).map(({ args }) => args[0].input.ExclusiveStartKey);
  expect(starts).toEqual([undefined, key(1), key(2)]);
});
