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

/** Functions with a statement that names the action, whatever the resource. */
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
  'nobody may change the audit log by %s, even with every right that an account can give',
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

test('an administrator may not put an audit event either', () => {
  const principal = 'arn:aws:iam::123456789012:role/administrator';
  const everything = [{ effect: 'Allow' as const, actions: ['*'], resources: ['*'], conditions: {} }];
  const context = { 'aws:PrincipalArn': [principal], 'dynamodb:LeadingKeys': [events] };
  expect(decide(everything, { action: 'dynamodb:PutItem', resource: tableArn('prod'), context })).toBe(false);
});

test('only list-audit-events, and reconcile, which looks for missing ones, may read audit events, by query', () => {
  expect(whoMay('Query', events)).toEqual(['list-audit-events', 'reconcile']);
  expect(whoMay('Query', events, 'GSI1')).toEqual(['list-audit-events']);
  expect(whoMay('Query', events, 'GSI2')).toEqual(['list-audit-events']);
  expect(whoMay('GetItem', events)).toEqual([]);
});

test('the smoke test may touch one organization, and read no audit log but its', () => {
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
])('no function has dynamodb:%s', (action) => {
  expect(whoHas(`dynamodb:${action}`)).toEqual([]);
});

test('send-invitations may store invitations and delete nothing', () => {
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
])('%s may write nothing', (name) => {
  expect(writes.filter((action) => whoHas(`dynamodb:${action}`).includes(name))).toEqual([]);
});

test('preview-invitation, which anyone may call, may read one item of an organization and nothing else', () => {
  const preview = fn('preview-invitation');
  expect(may(preview, 'GetItem', ['ORG#o1'])).toBe(true);
  expect(may(preview, 'GetItem', ['USER#u1'])).toBe(false);
  expect(may(preview, 'Query', ['ORG#o1'])).toBe(false);
});

test('a batch that reaches into one foreign partition is refused as a whole', () => {
  expect(may(fn('get-me'), 'BatchGetItem', ['ORG#o1', 'ORG#o2'])).toBe(true);
  expect(may(fn('get-me'), 'BatchGetItem', ['ORG#o1', 'MAIL#i1'])).toBe(false);
});

// Accepting reads invitation, membership and places in one request.
test('accept-invitation may read people and organizations in one batch', () => {
  expect(may(fn('accept-invitation'), 'BatchGetItem', ['ORG#o1', 'USER#u1'])).toBe(true);
  expect(may(fn('accept-invitation'), 'BatchGetItem', ['ORG#o1', 'AUDIT#o1'])).toBe(false);
});

test('a request that names no partition is refused to every function', () => {
  for (const action of ['GetItem', 'BatchGetItem', 'Query', ...writes])
    expect([...functions.values()].filter((any) => may(any, action, []))).toEqual([]);
});

test('every right on the table holds for named partitions only', () => {
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

test('indexes are queried by name, never all of them', () => {
  const onIndexes = [...functions.values()]
    .flatMap(granted)
    .flatMap(({ resources }) => resources)
    .filter((arn) => arn.includes('/index/'));
  expect(new Set(onIndexes)).toEqual(new Set([`${tableArn('prod')}/index/GSI1`, `${tableArn('prod')}/index/GSI2`]));
});

test('only send-invitation-email may send mail, and only as the configured sender', () => {
  const sending = granted(fn('send-invitation-email')).filter(({ actions }) => actions.includes('ses:SendRawEmail'));
  expect(whoHas('ses:SendRawEmail')).toEqual(['send-invitation-email']);
  expect(sending.map(({ conditions }) => conditions)).toEqual([
    { StringEquals: { 'ses:FromAddress': 'invitations@partnerally.com' } },
  ]);
});

// In the sandbox SES asks for the right on the recipient's identity as well, and would refuse the first admin's mail.
test('send-invitation-email may send to identities of the account, as the configured sender and as nobody else', () => {
  const own = granted(fn('send-invitation-email'));
  const mail = (sender: string) => ({
    action: 'ses:SendRawEmail',
    resource: 'arn:aws:ses:eu-central-1:123456789012:identity/ann@example.com',
    context: { 'ses:FromAddress': [sender] },
  });
  expect(decide(own, mail('invitations@partnerally.com'))).toBe(true);
  expect(decide(own, mail('ceo@partnerally.com'))).toBe(false);
});

test('only an operator’s repairs may call functions, and only those that read changes and events', () => {
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

test('only record-changes may sign anyone out', () => {
  expect(whoHas('cognito-idp:AdminUserGlobalSignOut')).toEqual(['record-changes']);
});

test('only stream consumers, the sender, and those that replay may send messages to a queue', () => {
  expect(whoHas('sqs:SendMessage')).toEqual([
    'queue-emails',
    'record-changes',
    'record-delivery',
    'replay',
    'send-invitation-email',
  ]);
});

test('a function may read the link secret exactly if it is told its name', () => {
  const told = [...functions].filter(
    ([, { Properties }]) => 'LINK_SECRET_ID' in (Properties.Environment?.Variables ?? {}),
  );
  expect(whoHas('secretsmanager:GetSecretValue')).toEqual(told.map(([name]) => name).sort());
});

test('a function may use the table exactly if it is told its name', () => {
  const told = [...functions].filter(([, { Properties }]) => 'TABLE_NAME' in (Properties.Environment?.Variables ?? {}));
  const using = [...functions.keys()].filter((name) =>
    granted(fn(name)).some(({ resources }) => resources.includes(tableArn('prod'))),
  );
  expect(using.sort()).toEqual(told.map(([name]) => name).sort());
});

test('no right holds for every action, and only traces, the list of streams and whom mail goes to for every resource', () => {
  const all = [...functions.values()].flatMap(granted);
  expect(all.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
  const everywhere = all.filter(({ resources }) => resources.some((arn) => arn.includes('*')));
  expect(new Set(everywhere.flatMap(({ actions }) => actions))).toEqual(
    new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'dynamodb:ListStreams', 'ses:SendRawEmail']),
  );
});

test('every function has a role of its own that only Lambda may take', () => {
  const roles = [...functions.values()].map(roleOf);
  expect(new Set(roles).size).toBe(functions.size);
  for (const { Properties } of roles)
    expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
});

test('nothing but its own role gives a function rights', () => {
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'])
    expect([...resourcesOf(prod.state, type), ...resourcesOf(prod.running, type)]).toEqual([]);
  for (const role of [...functions.values()].map(roleOf))
    expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
});
