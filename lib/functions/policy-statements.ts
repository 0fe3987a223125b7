import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { partitions } from '#core/deployment.ts';
import { functionName } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import type { StateStack } from '#lib/stacks/state-stack.ts';
import type { FunctionName } from './deployed-functions.ts';
import type { IndexName, Partition, Rights, Service, TableAction } from './permissions.ts';

export type GrantedOn = {
  readonly state: StateStack;
  readonly settings: StageSettings;
};

/**
 * Keys of these partitions only. `ForAllValues` holds for a request that names no key at all; `Null` refuses it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
const leadingKeys = (prefixes: readonly string[], mayBeAbsent = false) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
  ...(!mayBeAbsent && { Null: { 'dynamodb:LeadingKeys': 'false' } }),
});

const ofOrganization: readonly Partition[] = ['organization', 'audit'];

/** What the keys of a partition begin with; those of an organization's partitions, where there is only the one. */
const prefixOf = (name: Partition, onlyOrganization = ''): string =>
  `${partitions[name]}${ofOrganization.includes(name) ? onlyOrganization : ''}`;

/**
 * The steps of a transaction. It has no action of its own: each step is authorized as its single action.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const transactionSteps: ReadonlySet<TableAction> = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
]);

type TransactionKeys = StageSettings['transactionKeys'];

/** Actions by the partitions whose items they may touch. A transaction may name every partition that any of its steps does. */
const partitionsByAction = ({ table = {} }: Rights, transactionKeys: TransactionKeys) => {
  const granted = entries(table).flatMap(([partition, actions]) => actions.map((action) => ({ partition, action })));
  const writable = granted.filter(({ action }) => transactionSteps.has(action));
  return [...Map.groupBy(granted, ({ action }) => action)].map(([action, own]) => {
    const named = transactionKeys === 'transaction' && transactionSteps.has(action) ? writable : own;
    return { action, names: [...new Set(named.map(({ partition }) => partition))] };
  });
};

/**
 * One statement for all partitions of an action: `ForAllValues` holds for a request as a whole, and a batch may name keys of several
 * partitions. Statements of one partition each would refuse it.
 */
const tableStatements = (tableArn: string, rights: Rights, { transactionKeys }: StageSettings): PolicyStatement[] => {
  const mayBeAbsent = (action: TableAction): boolean => transactionKeys === 'none' && transactionSteps.has(action);
  const alike = Map.groupBy(partitionsByAction(rights, transactionKeys), ({ action, names }) =>
    [mayBeAbsent(action), ...names].join(),
  );
  return [...alike.values()].map((group) => {
    const [{ action: first, names } = { action: 'GetItem' as const, names: [] }] = group;
    const prefixes = names.map((name) => prefixOf(name, rights.onlyOrganization));
    return new PolicyStatement({
      actions: group.map(({ action }) => `dynamodb:${action}`),
      resources: [tableArn],
      conditions: leadingKeys(prefixes, mayBeAbsent(first)),
    });
  });
};

const onIndex = (tableArn: string, index: IndexName, names: readonly Partition[]) =>
  new PolicyStatement({
    actions: ['dynamodb:Query'],
    resources: [`${tableArn}/index/${index}`],
    conditions: leadingKeys(names.map((name) => prefixOf(name))),
  });

const onStream = (streamArn: string) =>
  new PolicyStatement({
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    resources: [streamArn],
  });

// Written from the names: the functions themselves are being made.
const invoke = ({ stage }: StageSettings, names: readonly FunctionName[]) =>
  new PolicyStatement({
    actions: ['lambda:InvokeFunction'],
    resources: names.map(
      (name) => `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:${functionName(stage, name)}`,
    ),
  });

const ofSes = (resource: string): string => `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;

const statementsFor: Record<Service, (on: GrantedOn) => PolicyStatement[]> = {
  'read link secret': ({ state }) => [
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [state.linkSecret.secretArn] }),
  ],
  'send email': ({ state, settings }) => [
    new PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [
        // In the sandbox SES asks for the right on the recipient's identity as well; the condition names the one sender.
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
        ofSes('identity/*'),
        ofSes(`configuration-set/${state.email.configurationSet.configurationSetName}`),
      ],
      conditions: { StringEquals: { 'ses:FromAddress': settings.senderEmail } },
    }),
  ],
  'sign members out': ({ state }) => [
    new PolicyStatement({ actions: ['cognito-idp:AdminUserGlobalSignOut'], resources: [state.signIn.pool.attrArn] }),
  ],
  'park records': ({ state }) => [
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [state.failureQueue.queueArn] }),
  ],
  'queue emails': ({ state }) => [
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [state.emailQueues.emails.queueArn] }),
  ],
  // The first three are those of Lambda, which reads with the function's role.
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  'read email queue': ({ state }) => [
    new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
      resources: [state.emailQueues.emails.queueArn],
    }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [state.emailQueues.deadLetters.queueArn] }),
  ],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
  'redrive emails': ({ state }) => [
    new PolicyStatement({
      actions: ['sqs:StartMessageMoveTask', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [state.emailQueues.deadLetters.queueArn],
    }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [state.emailQueues.emails.queueArn] }),
  ],
  'invoke readers': ({ settings }) => [invoke(settings, ['queueEmails', 'recordChanges'])],
  'invoke mail event recorder': ({ settings }) => [invoke(settings, ['recordDelivery'])],
  'empty failure queue': ({ state }) => [
    new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [state.failureQueue.queueArn],
    }),
  ],
  'read table changes': ({ state: { table } }) => [
    ...(table.tableStreamArn ? [onStream(table.tableStreamArn)] : []),
    // Takes no resource; Lambda asks for it when a reader is made.
    // https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
    new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
  ],
};

// Object.entries forgets the keys' type; Rights has no other keys.
const entries = <Key extends string, Value>(table: { readonly [K in Key]?: Value }) =>
  Object.entries(table) as [Key, Value][];

/** The statements of a function's role that its rights stand for. */
export const policyStatements = (rights: Rights, on: GrantedOn): PolicyStatement[] => {
  const { tableArn } = on.state.table;
  return [
    ...tableStatements(tableArn, rights, on.settings),
    ...entries(rights.indexes ?? {}).map(([index, names]) => onIndex(tableArn, index, names)),
    ...(rights.services ?? []).flatMap((service) => statementsFor[service](on)),
  ];
};
