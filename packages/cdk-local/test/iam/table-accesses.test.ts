import { expect, test } from 'vitest';
import { tableAccesses } from '../../src/iam/table-accesses.ts';
import { tableDefinition } from '../support/engine.ts';

const TableName = 'orders';
const arn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/orders';
const key = (partition: string) => ({ PK: { S: partition }, SK: { S: 'x' } });
const readable = (operation: string, body: unknown): string[] =>
  tableAccesses(operation, body, [tableDefinition]).map(({ action, resource, context }) =>
    [action, resource.replace(arn, 'table'), ...(context['dynamodb:LeadingKeys'] ?? [])].join(' '),
  );

test('a transaction needs the permission of each action, for all its partitions', () => {
  const TransactItems = [
    { Put: { TableName, Item: key('CUSTOMER#1') } },
    { Put: { TableName, Item: key('USER#1') } },
    { Update: { TableName, Key: key('CUSTOMER#1') } },
    { Delete: { TableName, Key: key('CUSTOMER#2') } },
    { ConditionCheck: { TableName, Key: key('CUSTOMER#3') } },
  ];
  expect(readable('TransactWriteItems', { TransactItems })).toEqual([
    'dynamodb:PutItem table CUSTOMER#1 USER#1',
    'dynamodb:UpdateItem table CUSTOMER#1',
    'dynamodb:DeleteItem table CUSTOMER#2',
    'dynamodb:ConditionCheckItem table CUSTOMER#3',
  ]);
  expect(readable('TransactGetItems', { TransactItems: [{ Get: { TableName, Key: key('CUSTOMER#1') } }] })).toEqual([
    'dynamodb:GetItem table CUSTOMER#1',
  ]);
});

test('a batch needs the permission of the batch operation for all its partitions', () => {
  expect(readable('BatchGetItem', { RequestItems: { [TableName]: { Keys: [key('a'), key('b')] } } })).toEqual([
    'dynamodb:BatchGetItem table a b',
  ]);
  const writes = [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('b') } }];
  expect(readable('BatchWriteItem', { RequestItems: { [TableName]: writes } })).toEqual([
    'dynamodb:BatchWriteItem table a b',
  ]);
});

test.each([
  ['#partition = :partition AND begins_with(#sort, :p)', { '#partition': 'PK' }, undefined, 'table CUSTOMER#1'],
  ['SK = :p AND PK = :partition', {}, undefined, 'table CUSTOMER#1'],
  ['#p = :partition AND #s BETWEEN :p AND :q', { '#p': 'GSI1PK' }, 'GSI1', 'table/index/GSI1 CUSTOMER#1'],
  // An index has its own partition key.
  ['PK = :partition', {}, 'GSI1', 'table/index/GSI1'],
])(
  'a query with "%s" accesses the partition of its key condition',
  (KeyConditionExpression, names, IndexName, expected) => {
    const query = { TableName, KeyConditionExpression, ExpressionAttributeNames: names, IndexName };
    const ExpressionAttributeValues = { ':partition': { S: 'CUSTOMER#1' }, ':p': { S: 'p' }, ':q': { S: 'q' } };
    expect(readable('Query', { ...query, ExpressionAttributeValues })).toEqual([`dynamodb:Query ${expected}`]);
  },
);

test('scans and unknown operations access no single partition', () => {
  expect(readable('Scan', { TableName })).toEqual(['dynamodb:Scan table']);
  expect(readable('ExecuteStatement', { Statement: 'SELECT * FROM orders' })).toEqual(['dynamodb:ExecuteStatement *']);
});

test('a table is recognized by its name and its ARN', () => {
  expect(readable('GetItem', { TableName: arn, Key: key('CUSTOMER#1') })).toEqual([
    'dynamodb:GetItem table CUSTOMER#1',
  ]);
});
