import { expect, test } from 'vitest';
import { smokeOrganizationId } from '#core/deployment.ts';
import { tableArn } from '#test/lib/resolved.ts';
import { functionsOf, type Resource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';
import { policiesOf } from './policy-evaluation.ts';

const prod = await synthesized('prod');
const functions = functionsOf(prod);
const { may, granted, roleOf, decide } = policiesOf(prod);

const fn = (name: string): Resource => {
  const found = functions.get(name);
  if (found === undefined) throw new Error(`${name} is not deployed.`);
  return found;
};
const whoMay = (action: string, key: string, index?: string): string[] =>
  [...functions.keys()].filter((name) => may(fn(name), action, [key], index)).sort();

/** Returns the functions with a statement for the action, on any resource. */
const whoHas = (action: string): string[] =>
  [...functions.keys()].filter((name) => granted(fn(name)).some(({ actions }) => actions.includes(action))).sort();

const writes = [
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
];
const events = 'AUDIT#o1';

test('only record-changes may put an audit event', { tags: ['promise/audit'] }, () => {
  expect(whoMay('PutItem', events)).toEqual(['record-changes']);
});

test.each(['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'])(
  'an administrator is denied %s on the audit log',
  (action) => {
    const principal = 'arn:aws:iam::123456789012:role/administrator';
    const everything = [{ effect: 'Allow' as const, actions: ['*'], resources: ['*'], conditions: {} }];
    const request = (key: string) => ({
      action: `dynamodb:${action}`,
      resource: tableArn('prod'),
      context: { 'aws:PrincipalArn': [principal], 'dynamodb:LeadingKeys': ['ORG#o1', key] },
    });
    expect(whoMay(action, events)).toEqual([]);
    expect(decide(everything, request('ORG#o2'))).toBe(true);
    expect(decide(everything, request(events))).toBe(false);
  },
);

test('an administrator is denied PutItem on the audit log', () => {
  const principal = 'arn:aws:iam::123456789012:role/administrator';
  const everything = [{ effect: 'Allow' as const, actions: ['*'], resources: ['*'], conditions: {} }];
  const context = { 'aws:PrincipalArn': [principal], 'dynamodb:LeadingKeys': [events] };
  expect(decide(everything, { action: 'dynamodb:PutItem', resource: tableArn('prod'), context })).toBe(false);
});

test('only list-audit-events, reconcile and smoke may query audit events', () => {
  expect(whoMay('Query', events)).toEqual(['list-audit-events', 'reconcile']);
  expect(whoMay('Query', events, 'GSI1')).toEqual(['list-audit-events']);
  expect(whoMay('Query', events, 'GSI2')).toEqual(['list-audit-events']);
  expect(whoMay('GetItem', events)).toEqual([]);
});

test('smoke has permissions on its own organization and audit log only', () => {
  const smoke = fn('smoke');
  const own = smokeOrganizationId;
  for (const action of ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']) {
    expect(may(smoke, action, [`ORG#${own}`])).toBe(true);
    expect(may(smoke, action, ['ORG#01JDJ3TB7R00HVMFF8D9C8Q3Z1'])).toBe(false);
  }
  expect(may(smoke, 'Query', [`AUDIT#${own}`])).toBe(true);
  expect(may(smoke, 'Query', ['ORG#'])).toBe(false);
});

test.each([
  'Scan',
  'BatchWriteItem',
  'PartiQLSelect',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
  'DeleteTable',
])('no function has the permission dynamodb:%s', (action) => {
  expect(whoHas(`dynamodb:${action}`)).toEqual([]);
});

test('send-invitations can write items of an organization but delete none', () => {
  expect(may(fn('send-invitations'), 'PutItem', ['ORG#o1'])).toBe(true);
  expect(whoHas('dynamodb:DeleteItem')).not.toContain('send-invitations');
});

test.each([
  'get-health',
  'get-me',
  'get-organization',
  'get-invitation',
  'list-invitations',
  'list-teams',
  'list-audit-events',
  'preview-invitation',
])('%s has no write permissions', (name) => {
  expect(writes.filter((action) => whoHas(`dynamodb:${action}`).includes(name))).toEqual([]);
});

test('preview-invitation can only get items of an organization', () => {
  const preview = fn('preview-invitation');
  expect(may(preview, 'GetItem', ['ORG#o1'])).toBe(true);
  expect(may(preview, 'GetItem', ['USER#u1'])).toBe(false);
  expect(may(preview, 'Query', ['ORG#o1'])).toBe(false);
});

test('a batch with one foreign partition is denied as a whole', () => {
  expect(may(fn('get-me'), 'BatchGetItem', ['ORG#o1', 'ORG#o2'])).toBe(true);
  expect(may(fn('get-me'), 'BatchGetItem', ['ORG#o1', 'MAIL#i1'])).toBe(false);
});

// Accepting reads invitation, membership and quota in one request.
test('accept-invitation can read users and organizations in one batch', () => {
  expect(may(fn('accept-invitation'), 'BatchGetItem', ['ORG#o1', 'USER#u1'])).toBe(true);
  expect(may(fn('accept-invitation'), 'BatchGetItem', ['ORG#o1', 'AUDIT#o1'])).toBe(false);
});

test('a request without partition keys is denied to every function', () => {
  for (const action of ['GetItem', 'BatchGetItem', 'Query', ...writes])
    expect([...functions.values()].filter((any) => may(any, action, []))).toEqual([]);
});

test('every permission on the table is limited to partitions', () => {
  const onItems = [...functions.values()]
    .flatMap(granted)
    .filter(({ resources }) => resources.some((arn) => arn.startsWith(tableArn('prod')) && !arn.includes('/stream/')));
  expect(onItems.length).toBeGreaterThan(0);
  for (const { conditions } of onItems)
    expect(conditions).toEqual({
      'ForAllValues:StringLike': {
        'dynamodb:LeadingKeys': expect.arrayContaining([expect.stringMatching(/^[A-Z]+#\d*\*$/)]),
      },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
});

test('index permissions name the index', () => {
  const onIndexes = [...functions.values()]
    .flatMap(granted)
    .flatMap(({ resources }) => resources)
    .filter((arn) => arn.includes('/index/'));
  expect(new Set(onIndexes)).toEqual(new Set([`${tableArn('prod')}/index/GSI1`, `${tableArn('prod')}/index/GSI2`]));
});

test('only send-invitation-email can send email, and only as the configured sender', () => {
  const sending = granted(fn('send-invitation-email')).filter(({ actions }) => actions.includes('ses:SendRawEmail'));
  expect(whoHas('ses:SendRawEmail')).toEqual(['send-invitation-email']);
  expect(sending.map(({ conditions }) => conditions)).toEqual([
    { StringEquals: { 'ses:FromAddress': 'invitations@partnerally.com' } },
  ]);
});

// In the sandbox SES also requires the permission on the identity of the recipient.
test('send-invitation-email can use recipient identities only with the configured sender', () => {
  const own = granted(fn('send-invitation-email'));
  const mail = (sender: string) => ({
    action: 'ses:SendRawEmail',
    resource: 'arn:aws:ses:eu-central-1:123456789012:identity/ann@example.com',
    context: { 'ses:FromAddress': [sender] },
  });
  expect(decide(own, mail('invitations@partnerally.com'))).toBe(true);
  expect(decide(own, mail('ceo@partnerally.com'))).toBe(false);
});

test('only replay and reconcile can invoke functions, and only event consumers', () => {
  expect(whoHas('lambda:InvokeFunction')).toEqual(['reconcile', 'replay']);
  const called = ['reconcile', 'replay'].flatMap((name) =>
    granted(fn(name)).flatMap(({ actions, resources }) => (actions.includes('lambda:InvokeFunction') ? resources : [])),
  );
  expect(new Set(called.map((arn) => arn.split('invitations-prod-')[1]))).toEqual(
    new Set(['queue-emails', 'record-changes', 'record-delivery']),
  );
  expect(whoHas('sqs:DeleteMessage')).toEqual(['replay', 'send-invitation-email']);
  expect(whoHas('sqs:StartMessageMoveTask')).toEqual(['replay']);
});

test('only record-changes can sign users out', () => {
  expect(whoHas('cognito-idp:AdminUserGlobalSignOut')).toEqual(['record-changes']);
});

test('only the consumers of stream, email queue and SES events, and replay, can send SQS messages', () => {
  expect(whoHas('sqs:SendMessage')).toEqual([
    'queue-emails',
    'record-changes',
    'record-delivery',
    'replay',
    'send-invitation-email',
  ]);
});

test('no permission has a wildcard action, and only four actions have a wildcard resource', () => {
  const all = [...functions.values()].flatMap(granted);
  expect(all.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
  const everywhere = all.filter(({ resources }) => resources.some((arn) => arn.includes('*')));
  expect(new Set(everywhere.flatMap(({ actions }) => actions))).toEqual(
    new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'dynamodb:ListStreams', 'ses:SendRawEmail']),
  );
});

test('every function has its own role that only Lambda can assume', () => {
  const roles = [...functions.values()].map(roleOf);
  expect(new Set(roles).size).toBe(functions.size);
  for (const { Properties } of roles)
    expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
});

test('the permissions of a function are in its role only', () => {
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'])
    expect([...resourcesOf(prod.state, type), ...resourcesOf(prod.running, type)]).toEqual([]);
  for (const role of [...functions.values()].map(roleOf))
    expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
});
