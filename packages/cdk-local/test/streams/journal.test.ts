import { expect, test } from 'vitest';
import { deleteItem, putItem, runnerDatabase } from '../support/engine.ts';
import { eventually, mappingWith, seen, tableWithFeed } from '../support/feed.ts';

const key = (name: string) => [
  ['PK', { S: 'CUSTOMER#1' }],
  ['SK', { S: name }],
];

test('the journal stores every record once, also those that no filter matches', async () => {
  const database = runnerDatabase();
  const { client, feed } = await tableWithFeed(database);
  await putItem(client, 'one', { change: { S: 'order.created' }, count: { N: '1' }, places: { M: { a: { S: 'b' } } } });
  await deleteItem(client, 'one');
  await putItem(client, 'two');
  const { answer, items } = seen();

  const patterns = ['{"dynamodb":{"Keys":{"SK":{"S":["two"]}}}}'];
  feed([
    [mappingWith({ id: 'One', patterns }), answer],
    [mappingWith({ id: 'Other', patterns }), answer],
  ]);
  await eventually(() => expect(items()).toEqual(['two', 'two']));

  const noted = database.prepare('SELECT itemKey, texts FROM stream_journal ORDER BY sequence').all();
  expect(noted.map(({ itemKey, texts }) => [JSON.parse(String(itemKey)), JSON.parse(String(texts))])).toEqual([
    [key('one'), { PK: 'CUSTOMER#1', SK: 'one', change: 'order.created' }],
    [key('one'), {}],
    [key('two'), { PK: 'CUSTOMER#1', SK: 'two' }],
  ]);
});
