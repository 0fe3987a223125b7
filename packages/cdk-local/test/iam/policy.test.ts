import { expect, test } from 'vitest';
import { evaluatePolicies, statementsIn } from '../../src/iam/policy.ts';

const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table/orders';
const allow = (more: Record<string, unknown> = {}) =>
  statementsIn({ Statement: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table, ...more } });
const get = (keys: readonly string[] = [], resource = table) => ({
  action: 'dynamodb:GetItem',
  resource,
  context: keys.length > 0 ? { 'dynamodb:LeadingKeys': keys } : {},
});
const isAllowed = (...[own, access]: [ReturnType<typeof statementsIn>, ReturnType<typeof get>]): boolean =>
  evaluatePolicies(own, [], access).denial === undefined;

test.each([
  ['an operator', { Condition: { DateLessThan: { 'aws:PrincipalArn': 'x' } } }],
  ['a set operator', { Condition: { 'ForSomeValues:StringLike': { 'dynamodb:LeadingKeys': 'x' } } }],
  ['a condition key', { Condition: { StringEquals: { 'aws:SourceIp': '10.0.0.1' } } }],
  ['a variable', { Condition: { StringEquals: { 'dynamodb:LeadingKeys': '\u0024{aws:username}' } } }],
  ['what a statement has', { NotAction: 'dynamodb:PutItem' }],
])('parsing a policy fails on %s that is not supported', (_, more) => {
  expect(() => allow(more)).toThrow();
});

test('a ForAllValues condition is met without keys unless Null excludes that', () => {
  const leading = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CUSTOMER#*', 'USER#*'] } };
  const own = allow({ Condition: { ...leading, Null: { 'dynamodb:LeadingKeys': 'false' } } });
  expect(isAllowed(own, get(['CUSTOMER#1', 'USER#2']))).toBe(true);
  expect(isAllowed(own, get(['CUSTOMER#1', 'AUDIT#2']))).toBe(false);
  expect(isAllowed(own, get())).toBe(false);
  expect(isAllowed(allow({ Condition: leading }), get())).toBe(true);
});

test('a permission on a table does not cover its indexes', () => {
  expect(isAllowed(allow(), get([], `${table}/index/GSI1`))).toBe(false);
  expect(isAllowed(allow({ Resource: `${table}/index/*` }), get([], `${table}/index/GSI1`))).toBe(true);
});

test('a Deny wins over every Allow, in policies of roles and of resources', () => {
  const deny = statementsIn({
    Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'DYNAMODB:get*', Resource: '*' }],
  });
  expect(evaluatePolicies(allow(), deny, get()).denial).toBe('with an explicit deny in a resource-based policy');
  expect(evaluatePolicies([...allow(), ...deny], [], get()).denial).toBe(
    'with an explicit deny in an identity-based policy',
  );
  expect(evaluatePolicies([], [], get()).denial).toBe(
    'because no identity-based policy allows the dynamodb:GetItem action',
  );
});

test('a resource policy applies to its principals', () => {
  const role = 'arn:aws:iam::000000000000:role/recorder';
  const deny = statementsIn({
    Statement: { Effect: 'Deny', Principal: { AWS: role }, Action: '*', Resource: '*' },
  });
  const by = (principal: string) => ({ ...get(), context: { 'aws:PrincipalArn': [principal] } });
  expect(evaluatePolicies(allow(), deny, by(role)).denial).toBeDefined();
  expect(evaluatePolicies(allow(), deny, by(`${role}2`)).denial).toBeUndefined();
});
