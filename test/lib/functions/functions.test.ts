import { expect, test } from 'vitest';
import { functionNames, functionsOf, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const prod = await synthesized('prod');
const dev = await synthesized('dev');
const functions = functionsOf(prod);
const variables = (name: string): Record<string, unknown> =>
  functions.get(name)?.Properties.Environment?.Variables ?? {};

test('every function has its own name', () => {
  expect([...functions.keys()].sort()).toEqual([...functionNames].sort());
});

test.each(functionNames)('%s runs on Node.js 24 on arm64, traced, with timeout and memory', (name) => {
  expect(functions.get(name)?.Properties).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    TracingConfig: { Mode: 'Active' },
    Timeout: expect.any(Number),
    MemorySize: expect.any(Number),
  });
});

test.each([
  [prod, 365],
  [dev, 30],
] as const)('each function and the API have a log group with a retention', (stack, days) => {
  const logs = new Map(resourcesOf(stack.running, 'AWS::Logs::LogGroup'));
  expect([...logs.values()].map(({ Properties }) => Properties.RetentionInDays)).toEqual(Array(logs.size).fill(days));
  const used = [...functionsOf(stack).values()].map(({ Properties }) => Properties.LoggingConfig.LogGroup.Ref);
  expect(new Set(used).size).toBe(functionNames.length);
  expect(used.filter((id) => !logs.has(id))).toEqual([]);
});

test('no function has a log group without retention, including those of CDK', () => {
  const logs = new Map(resourcesOf(prod.running, 'AWS::Logs::LogGroup'));
  for (const [, { Properties }] of resourcesOf(prod.running, 'AWS::Lambda::Function'))
    expect(logs.get(Properties.LoggingConfig?.LogGroup.Ref)?.Properties.RetentionInDays).toBe(365);
});

test('the stream consumers have a timeout of at least a minute', () => {
  for (const name of ['queue-emails', 'record-changes'])
    expect(functions.get(name)?.Properties.Timeout).toBeGreaterThanOrEqual(60);
});

test('get-health has no environment variables', () => {
  expect(variables('get-health')).toEqual({});
});

test('each function gets the settings that it uses', () => {
  expect(variables('send-invitations').INVITATION_LIFETIME_SECONDS).toBe('604800');
  expect(variables('create-organization').INVITATION_LIFETIME_SECONDS).toBe('604800');
  expect(variables('resend-invitation').RESEND_PAUSE_SECONDS).toBe('60');
  expect(variables('send-invitation-email')).toMatchObject({
    PRODUCT_NAME: 'PartnerAlly',
    SENDER_EMAIL: 'invitations@partnerally.com',
  });
});

test('only the mailer has BASE_URL', () => {
  expect([...functions.keys()].filter((name) => 'BASE_URL' in variables(name))).toEqual(['send-invitation-email']);
});

test('the stacks have the outputs that operators need', () => {
  const outputs = ({ Outputs }: Record<string, Record<string, { Export?: object }>>) =>
    Object.entries(Outputs ?? {}).flatMap(([name, { Export }]) => (Export ? [] : [name]));
  expect(outputs(prod.running.toJSON()).sort()).toEqual(['CreateOrganizationFunction', 'DashboardUrl']);
  expect(outputs(prod.state.toJSON()).sort()).toEqual([
    'AlarmTopicArn',
    'ApiUrl',
    'ClientId',
    'ConfigurationSetName',
    'ConsoleDistributionId',
    'ConsoleUrl',
    'DnsRecords',
    'EmailDeadLetterQueueUrl',
    'EmailsPerSecond',
    'FailureQueueUrl',
    'GoogleClientSecretName',
    'GoogleRedirectUri',
    'HostedLoginUrl',
    'LinkSecretName',
    'SenderIdentity',
    'TableName',
    'UserPoolId',
  ]);
});
