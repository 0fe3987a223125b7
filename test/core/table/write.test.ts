import { expect, test } from 'vitest';
import { absent, check, present, put, remove, unexpected, update } from '#core/table/write.ts';

process.env.TABLE_NAME = 'table';
const key = { PK: 'p', SK: 's' };
const is = { text: '#n = :v', names: { '#n': 'n' }, values: { ':v': 1 } };
const asked = { TableName: 'table', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
const words = { ExpressionAttributeNames: { '#n': 'n' }, ExpressionAttributeValues: { ':v': 1 } };

test('every kind of write has its condition and returns the item that it found', () => {
  expect(put({ ...key, a: 1 }, absent)).toEqual({
    Put: { ...asked, ConditionExpression: 'attribute_not_exists(PK)', Item: { ...key, a: 1 } },
  });
  expect(remove(key, present)).toEqual({
    Delete: { ...asked, ConditionExpression: 'attribute_exists(PK)', Key: key },
  });
  expect(check(key, is)).toEqual({ ConditionCheck: { ...asked, ConditionExpression: '#n = :v', ...words, Key: key } });
});

test('update sets, adds and removes attributes and map entries, with placeholders for all text', () => {
  const changes = {
    set: { n: 2, status: 'x', left: undefined },
    add: { count: -1 },
    remove: ['gone'],
    setIn: { map: 'places', entries: { 'i.1': 'a', i2: 'b' } },
    removeIn: { map: 'places', names: ['r 1', 'r2'] },
  };
  expect(update(key, changes, is)).toEqual({
    Update: {
      ...asked,
      Key: key,
      ConditionExpression: '#n = :v',
      UpdateExpression:
        'SET #n = :new_n, #status = :new_status, #places.#s0 = :s0, #places.#s1 = :s1 ' +
        'ADD #count :add_count REMOVE #gone, #places.#r0, #places.#r1',
      ExpressionAttributeNames: {
        '#n': 'n',
        '#status': 'status',
        '#places': 'places',
        '#s0': 'i.1',
        '#s1': 'i2',
        '#count': 'count',
        '#gone': 'gone',
        '#r0': 'r 1',
        '#r1': 'r2',
      },
      ExpressionAttributeValues: {
        ':v': 1,
        ':new_n': 2,
        ':new_status': 'x',
        ':s0': 'a',
        ':s1': 'b',
        ':add_count': -1,
      },
    },
  });
});

test('an update says nothing of what it leaves alone', () => {
  expect(update(key, { remove: ['gone'] }, present)).toEqual({
    Update: {
      ...asked,
      Key: key,
      ConditionExpression: 'attribute_exists(PK)',
      UpdateExpression: 'REMOVE #gone',
      ExpressionAttributeNames: { '#gone': 'gone' },
    },
  });
  expect(update(key, { set: { a: 1 } }, present).Update?.UpdateExpression).toBe('SET #a = :new_a');
});

test('a refusal that nothing explains says what it was', () => {
  expect(unexpected('team id taken')().message).toBe('Refused, though it should not be: team id taken');
});
