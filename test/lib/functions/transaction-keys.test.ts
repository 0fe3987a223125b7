import { expect, test } from 'vitest';
import { partitions } from '#core/deployment.ts';
import { deployedFunctions } from '#lib/functions/deployed-functions.ts';
import { tableArn } from '#test/lib/resolved.ts';
import { functionsOf, synthesized } from '#test/lib/synthesized.ts';
import { policiesOf } from './policy-evaluation.ts';

const steps = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] as const;
const reads = ['GetItem', 'BatchGetItem', 'Query'] as const;

const stageOf = async (transactionKeys: string) => {
  const stage = await synthesized('prod', { transactionKeys });
  const functions = functionsOf(stage);
  const { may, decide } = policiesOf(stage);
  const isAllowed = (name: string, action: string, keys: readonly string[]): boolean =>
    may(functions.get(name) ?? expect.fail(name), action, keys);
  return { functions, decide, isAllowed };
};

const [step, transaction, none] = await Promise.all(['step', 'transaction', 'none'].map(stageOf));
if (!step || !transaction || !none) throw new Error('A stage is missing.');

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Each function that writes, with its actions and the keys of its partitions. */
const writers = deployedFunctions.flatMap(({ name, permissions: { table = {}, onlyOrganization = '' } }) => {
  const granted = Object.entries(table).map(([partition, actions]) => ({
    // The organization of the smoke test, if its permissions are limited to it.
    key: `${partitions[partition as keyof typeof partitions]}${onlyOrganization || 'x'}`,
    actions: steps.filter((action) => (actions as readonly string[]).includes(action)),
  }));
  const written = granted.filter(({ actions }) => actions.length > 0);
  const actions = [...new Set(written.flatMap((one) => one.actions))];
  return actions.length > 0 ? [{ name: kebab(name), actions, keys: written.map(({ key }) => key) }] : [];
});

// The policy of the table denies audit events to all actions except a put.
const isNoAuditEvent = (key: string): boolean => !key.startsWith(partitions.audit);

test('transactionKeys=transaction allows each step with the keys of the whole transaction', () => {
  expect(writers.length).toBeGreaterThan(10);
  for (const { name, actions, keys } of writers)
    for (const action of actions)
      expect(transaction.isAllowed(name, action, keys.filter(isNoAuditEvent)), `${name} ${action} ${keys}`).toBe(true);
});

test('transactionKeys=step denies transaction keys to at least three functions', () => {
  const refused = writers.filter(({ name, actions, keys }) =>
    actions.some((action) => !step.isAllowed(name, action, keys.filter(isNoAuditEvent))),
  );
  expect(refused.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['send-invitation-email', 'accept-invitation', 'remove-member']),
  );
});

test('transactionKeys=transaction allows no additional partition', () => {
  for (const { name, actions, keys } of writers)
    for (const prefix of Object.values(partitions))
      if (!keys.some((key) => key.startsWith(prefix)))
        for (const action of actions) expect(transaction.isAllowed(name, action, [`${prefix}x`])).toBe(false);
});

test('transactionKeys=none allows writes without keys but no reads', () => {
  for (const { name, actions } of writers)
    for (const action of steps)
      expect(none.isAllowed(name, action, []), `${name} ${action}`).toBe(actions.includes(action));
  for (const name of none.functions.keys())
    for (const action of reads) expect(none.isAllowed(name, action, [])).toBe(false);
});

test('transactionKeys=none limits steps with a key to the partitions of the function', () => {
  expect(none.isAllowed('remove-member', 'DeleteItem', ['USER#u1'])).toBe(true);
  expect(none.isAllowed('remove-member', 'DeleteItem', ['MAIL#i1'])).toBe(false);
  expect(none.isAllowed('send-invitations', 'PutItem', ['AUDIT#o1'])).toBe(false);
});

test.each([
  ['step', step],
  ['transaction', transaction],
  ['none', none],
])('transactionKeys=%s denies audit event changes, and writes without a key to administrators', (_, stage) => {
  const everything = [{ effect: 'Allow' as const, actions: ['*'], resources: ['*'], conditions: {} }];
  const asAdministrator = (action: string, keys: readonly string[]): boolean =>
    stage.decide(everything, {
      action: `dynamodb:${action}`,
      resource: tableArn('prod'),
      context: {
        'aws:PrincipalArn': ['arn:aws:iam::123456789012:role/administrator'],
        ...(keys.length > 0 && { 'dynamodb:LeadingKeys': keys }),
      },
    });
  for (const action of ['PutItem', 'UpdateItem', 'DeleteItem']) {
    expect(asAdministrator(action, ['AUDIT#o1'])).toBe(false);
    expect(asAdministrator(action, [])).toBe(false);
    expect(asAdministrator(action, ['ORG#o1'])).toBe(true);
  }
  const others = ['UpdateItem', 'DeleteItem'].flatMap((action) =>
    [...stage.functions.keys()].filter((name) => stage.isAllowed(name, action, ['AUDIT#o1'])),
  );
  expect(others).toEqual([]);
});

test.each([step, transaction])(
  'functions cannot write without a key unless transactionKeys is none',
  ({ functions, isAllowed }) => {
    for (const name of functions.keys()) for (const action of steps) expect(isAllowed(name, action, [])).toBe(false);
  },
);
