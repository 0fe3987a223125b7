import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { partitions } from '#core/deployment.ts';
import { functionName } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import type { StateStack } from '#lib/stacks/state-stack.ts';
import type { IndexName, Partition, Permissions, Service, TableAction } from './declaration.ts';
import type { FunctionName } from './deployed-functions.ts';

export type GrantedOn = {
  readonly state: StateStack;
  readonly settings: StageSettings;
};

/**
 * Condition: only keys of these partitions. `ForAllValues` is also true for a request without keys; `Null` denies it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
const leadingKeys = (prefixes: readonly string[], mayBeAbsent = false) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
  ...(!mayBeAbsent && { Null: { 'dynamodb:LeadingKeys': 'false' } }),
});

const ofOrganization: readonly Partition[] = ['organization', 'audit'];

/** Returns the prefix of a partition's keys; with `onlyOrganization`, the whole key of its partitions. */
const prefixOf = (name: Partition, onlyOrganization = ''): string =>
  `${partitions[name]}${ofOrganization.includes(name) ? onlyOrganization : ''}`;

/**
 * The actions of a transaction's steps. A transaction is authorized step by step, and has no action of its own.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const transactionSteps: ReadonlySet<TableAction> = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
]);

type TransactionKeys = StageSettings['transactionKeys'];

/** Returns each action with its partitions. If IAM sees the keys of a whole transaction, its steps need all of them. */
const partitionsByAction = ({ table = {} }: Permissions, transactionKeys: TransactionKeys) => {
  const granted = entries(table).flatMap(([partition, actions]) => actions.map((action) => ({ partition, action })));
  const writable = granted.filter(({ action }) => transactionSteps.has(action));
  return [...Map.groupBy(granted, ({ action }) => action)].map(([action, own]) => {
    const named = transactionKeys === 'transaction' && transactionSteps.has(action) ? writable : own;
    return { action, names: [...new Set(named.map(({ partition }) => partition))] };
  });
};

/**
 * Returns one statement for all partitions of an action. `ForAllValues` applies to a request as a whole, and a batch may
 * contain keys of several partitions, which statements of one partition each would deny.
 */
const tableStatements = (
  tableArn: string,
  permissions: Permissions,
  { transactionKeys }: StageSettings,
): PolicyStatement[] => {
  const mayBeAbsent = (action: TableAction): boolean => transactionKeys === 'none' && transactionSteps.has(action);
  const alike = Map.groupBy(partitionsByAction(permissions, transactionKeys), ({ action, names }) =>
    [mayBeAbsent(action), ...names].join(),
  );
  return [...alike.values()].map((group) => {
    const [{ action: first, names } = { action: 'GetItem' as const, names: [] }] = group;
    const prefixes = names.map((name) => prefixOf(name, permissions.onlyOrganization));
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

// ARNs are built from names, because the functions are defined in the same stack.
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
        // In the sandbox SES also requires the permission on the recipient's identity. The condition names the sender.
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
  'send dead letters': ({ state }) => [
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [state.deadLetterQueue.queueArn] }),
  ],
  'send failed events': (on) => statementsFor['send dead letters'](on),
  'queue emails': ({ state }) => [
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [state.emailQueues.emails.queueArn] }),
  ],
  // Lambda needs the first three. It reads with the function's role.
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
  'invoke stream consumers': ({ settings }) => [invoke(settings, ['queueEmails', 'recordChanges'])],
  'invoke delivery recorder': ({ settings }) => [invoke(settings, ['recordDelivery'])],
  'process dead letters': ({ state }) => [
    new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [state.deadLetterQueue.queueArn],
    }),
  ],
  'read stream': ({ state: { table } }) => [
    ...(table.tableStreamArn ? [onStream(table.tableStreamArn)] : []),
    // Supports no resource. Lambda requires it when an event source mapping is created.
    // https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
    new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
  ],
};

// Object.entries loses the type of the keys; Permissions has no other keys.
const entries = <Key extends string, Value>(table: { readonly [K in Key]?: Value }) =>
  Object.entries(table) as [Key, Value][];

/** Returns the statements of a function's role for its permissions. */
export const policyStatements = (permissions: Permissions, on: GrantedOn): PolicyStatement[] => {
  const { tableArn } = on.state.table;
  return [
    ...tableStatements(tableArn, permissions, on.settings),
    ...entries(permissions.indexes ?? {}).map(([index, names]) => onIndex(tableArn, index, names)),
    ...(permissions.services ?? []).flatMap((service) => statementsFor[service](on)),
  ];
};
