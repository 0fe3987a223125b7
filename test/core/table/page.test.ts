import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { openPage, readFilteredPage, readPage } from '#core/table/page.ts';
import type { Item } from '#core/table/write.ts';
import { seal } from '#test/support/organization.ts';

// How DynamoDB cuts answers is in hand here, and what it is asked is counted.
process.env.TABLE_NAME = 'table';
const client = mockClient(DynamoDBDocumentClient);
beforeEach(() => void client.reset());

const keyOf = (n: number) => ({ PK: 'p', SK: `s${n}`, GSI1PK: 'g', GSI1SK: `t${n}` });
const itemOf = (n: number): Item => ({ ...keyOf(n), GSI2PK: 'h', GSI2SK: 'u', n });
const query = { index: 'GSI1', partition: 'g' } as const;
const list = ['listThings', 'acme', undefined];
const numberOf = (item: Item) => Number(item.n);

/** DynamoDB with `count` items, which answers at most `most` of them at once. */
const table = (count: number, most = Number.POSITIVE_INFINITY) =>
  client.on(QueryCommand).callsFake(({ Limit = Number.POSITIVE_INFINITY, ExclusiveStartKey: start }) => {
    const from = start ? Number(String(start.SK).slice(1)) + 1 : 0;
    const to = Math.min(count, from + Math.min(Limit, most));
    const Items = Array.from({ length: to - from }, (_, n) => itemOf(from + n));
    return { Items, ...(to - from === Math.min(Limit, most) && { LastEvaluatedKey: keyOf(to - 1) }) };
  });
const limits = () => client.commandCalls(QueryCommand).map(({ args }) => args[0].input.Limit);

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

const page = async (asked: { limit?: number; cursor?: string }) =>
  readPage(query, await openPage(asked, seal, list), numberOf);
const filtered = async (asked: { limit?: number; cursor?: string }, keep: (n: number) => boolean) =>
  readFilteredPage(query, await openPage(asked, seal, list), numberOf, keep);

/** The key that a cursor holds. */
const sealedKey = async (cursor: string | null) => cursor && (await openPage({ cursor }, seal, list)).after;

test('readPage returns fifty items by default and a cursor when one more exists', async () => {
  table(51);
  const first = await page({});
  expect(first.items).toEqual(numbers(0, 50));
  expect(await sealedKey(first.nextCursor)).toEqual(keyOf(49));
  expect(await page({ cursor: first.nextCursor ?? '' })).toEqual({ items: [50], nextCursor: null });
  expect((await page({ limit: 7 })).items).toEqual(numbers(0, 7));
  expect(await page({ limit: 51 })).toEqual({ items: numbers(0, 51), nextCursor: null });
  expect(limits()).toEqual([51, 51, 8, 52]);
});

test('a page is filled though DynamoDB answers it in parts, and an empty list is a page', async () => {
  table(9, 2);
  expect((await page({ limit: 4 })).items).toEqual(numbers(0, 4));
  expect(limits()).toEqual([5, 3, 1]);
  table(0);
  expect(await page({})).toEqual({ items: [], nextCursor: null });
});

test('a cursor of a list of the table itself holds no key of an index', async () => {
  table(3);
  const open = await openPage({ limit: 1 }, seal, list);
  const { nextCursor } = await readPage({ partition: 'p' }, open, numberOf);
  expect(await sealedKey(nextCursor)).toEqual({ PK: 'p', SK: 's0' });
});

test('a cursor of one list is rejected by another, in any position of filters', async () => {
  table(3);
  const { nextCursor } = await page({ limit: 1 });
  const cursor = nextCursor ?? '';
  for (const other of [['listThings', 'acme'], ['listThings', undefined, 'acme'], ['listThings', 'acme', 'x'], []])
    await expect(openPage({ cursor }, seal, other)).rejects.toMatchObject({ code: 'invalid_cursor' });
});

test('a filter reads two hundred at a time, until the page is full or the list ends', async () => {
  table(1_000);
  const even = (n: number) => n % 2 === 0;
  const first = await filtered({ limit: 150 }, even);
  expect(first.items).toEqual(numbers(0, 150).map((n) => 2 * n));
  expect(await sealedKey(first.nextCursor)).toEqual(keyOf(298));
  expect(limits()).toEqual([200, 200]);
  const second = await filtered({ limit: 400, cursor: first.nextCursor ?? '' }, even);
  expect(second).toEqual({ items: numbers(150, 500).map((n) => 2 * n), nextCursor: null });
});

test('a page that a filter fills exactly is the last where nothing follows', async () => {
  table(300);
  expect(await filtered({ limit: 3 }, (n) => n < 3)).toEqual({ items: [0, 1, 2], nextCursor: null });
  expect(await sealedKey((await filtered({ limit: 3 }, (n) => n < 4)).nextCursor)).toEqual(keyOf(2));
});

test('readFilteredPage returns after ten reads, and continues from there', async () => {
  table(2_500);
  const rare = (n: number) => n === 5 || n === 2_400;
  const first = await filtered({ limit: 10 }, rare);
  expect(first.items).toEqual([5]);
  expect(await sealedKey(first.nextCursor)).toEqual(keyOf(1_999));
  expect(limits()).toHaveLength(10);
  expect(await filtered({ limit: 10, cursor: first.nextCursor ?? '' }, rare)).toEqual({
    items: [2_400],
    nextCursor: null,
  });
});

test('a page ends with a cursor when its items are large', async () => {
  const large = 'x'.repeat(20_000);
  client.on(QueryCommand).callsFake(({ ExclusiveStartKey: start }) => {
    const from = start ? Number(String(start.SK).slice(1)) + 1 : 0;
    const Items = Array.from({ length: 50 }, (_, n) => ({ ...itemOf(from + n), large }));
    return { Items, LastEvaluatedKey: keyOf(from + 49) };
  });
  const limit = 5_000;
  const asStored = (item: Item) => item;
  const first = await readPage(query, await openPage({ limit }, seal, list), asStored);
  expect(first.items.map(numberOf)).toEqual(numbers(0, 100));
  const after = await openPage({ limit, cursor: first.nextCursor ?? '' }, seal, list);
  expect((await readPage(query, after, asStored)).items.map(numberOf)).toEqual(numbers(100, 200));
  const isEven = (item: Item) => numberOf(item) % 2 === 0;
  const thinned = await readFilteredPage(query, await openPage({ limit }, seal, list), asStored, isEven);
  expect(thinned.items).toHaveLength(50);
  expect(await sealedKey(thinned.nextCursor)).toEqual(keyOf(99));
});
