import { expect, test } from 'vitest';
import { compilePatterns } from '../../src/streams/event-pattern.ts';

const record = {
  eventName: 'MODIFY',
  userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  dynamodb: {
    Keys: { SK: { S: 'ADDRESS#ann@example.com' } },
    NewImage: { change: { S: 'order.sent' }, count: { N: '5' }, gone: { NULL: true }, tags: { SS: ['a', 'b'] } },
    OldImage: null,
  },
};

const fits = (...patterns: object[]): boolean => compilePatterns(patterns.map((one) => JSON.stringify(one)))(record);
const change = (test: unknown[]): object => ({ dynamodb: { NewImage: { change: { S: test } } } });

test.each<[string, object]>([
  ['an exact value', { eventName: ['MODIFY'] }],
  ['one of several values', { eventName: ['INSERT', 'MODIFY'] }],
  ['all fields that are named', { eventName: ['MODIFY'], userIdentity: { type: ['Service'] } }],
  ['a value in a list', { dynamodb: { NewImage: { tags: { SS: ['b'] } } } }],
  ['null', { dynamodb: { OldImage: [null] } }],
  ['a prefix', { dynamodb: { Keys: { SK: { S: [{ prefix: 'ADDRESS#' }] } } } }],
  ['a suffix', change([{ suffix: '.sent' }])],
  ['equals-ignore-case', change([{ 'equals-ignore-case': 'ORDER.Sent' }])],
  ['anything-but', change([{ 'anything-but': ['none'] }])],
  ['anything-but a single value', change([{ 'anything-but': 'none' }])],
  ['anything-but a prefix', change([{ 'anything-but': { prefix: 'invoice.' } }])],
  ['exists', change([{ exists: true }])],
  ['an absent field that must not exist', { dynamodb: { NewImage: { other: { S: [{ exists: false }] } } } }],
  [
    'a field that holds an object where it must not exist, because only leaves count',
    { dynamodb: { NewImage: [{ exists: false }] } },
  ],
  ['$or, of which one holds', { $or: [{ eventName: ['INSERT'] }, { userIdentity: { type: ['Service'] } }] }],
])('a record matches %s', (_, pattern) => {
  expect(fits(pattern)).toBe(true);
});

test.each<[string, object]>([
  ['another value', { eventName: ['INSERT'] }],
  ['one of two fields', { eventName: ['MODIFY'], userIdentity: { type: ['User'] } }],
  ['a number for a text', { dynamodb: { NewImage: { count: { N: [5] } } } }],
  ['a value where the field is absent', { dynamodb: { NewImage: { other: { S: ['x'] } } } }],
  ['another prefix', change([{ prefix: 'invoice.' }])],
  ['another suffix', change([{ suffix: '.paid' }])],
  ['anything-but itself', change([{ 'anything-but': ['none', 'order.sent'] }])],
  ['anything-but its prefix', change([{ 'anything-but': { prefix: 'order.' } }])],
  ['anything-but where the field is absent', { dynamodb: { NewImage: { other: { S: [{ 'anything-but': ['x'] }] } } } }],
  ['exists on an object', { dynamodb: { NewImage: [{ exists: true }] } }],
  ['exists: false on what is there', change([{ exists: false }])],
  ['$or, of which none holds', { $or: [{ eventName: ['INSERT'] }, { userIdentity: { type: ['User'] } }] }],
  ['$or and a field that differs', { $or: [{ eventName: ['MODIFY'] }], userIdentity: { type: ['User'] } }],
])('a record does not match %s', (_, pattern) => {
  expect(fits(pattern)).toBe(false);
});

test('a record matches when any pattern does, or when there are no patterns', () => {
  expect(fits({ eventName: ['INSERT'] }, { eventName: ['MODIFY'] })).toBe(true);
  expect(fits()).toBe(true);
});

test.each<[string, object]>([
  [
    "numeric, which DynamoDB's numbers in text never match",
    { dynamodb: { NewImage: { count: { N: [{ numeric: ['>', 1] }] } } } },
  ],
  ['an unknown operator', { eventName: [{ wildcard: 'M*' }] }],
  ['an unknown operator inside anything-but', { eventName: [{ 'anything-but': { wildcard: 'M*' } }] }],
  ['two operators in one', { eventName: [{ prefix: 'M', suffix: 'Y' }] }],
  ['a value outside a list', { eventName: 'MODIFY' }],
  ['an empty list', { eventName: [] }],
])('a pattern with %s is rejected', (_, pattern) => {
  expect(() => fits(pattern)).toThrow(/which Lambda's filters for DynamoDB don't support/);
});
