import * as z from 'zod';
import { addressIn } from '../ses/mailbox.ts';
import { arn } from '../template/physical-values.ts';
import type { Resources } from '../template/resources.ts';
import { tablesOf } from '../template/tables.ts';
import type { Access } from './policy.ts';
import { type TransactionKeys, tableAccesses } from './table-accesses.ts';

/** A call of an SDK. */
export type ServiceCall = {
  /** Service name in the signature: `dynamodb`, `ses`, `secretsmanager`, `sqs`, `cognito-idp`, `lambda`. */
  readonly service: string;
  readonly operation: string;
  readonly body: unknown;
};

type Reader = (call: ServiceCall) => readonly Access[];

const secretCall = z.object({ SecretId: z.string() });
const queueCall = z.object({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });
const moveCall = z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() });
const poolCall = z.object({ UserPoolId: z.string() });
const functionCall = z.object({ FunctionName: z.string() });
const fields = z.record(z.string(), z.string());

const secretReader = (resources: Resources): Reader => {
  const secrets = resources.of('AWS::SecretsManager::Secret').map(({ ref, properties }) => ({ ref, ...properties }));
  return ({ operation, body }) => {
    const { SecretId } = secretCall.parse(body);
    const named = secrets.find((secret) => 'Name' in secret && secret.Name === SecretId);
    return [{ action: `secretsmanager:${operation}`, resource: named?.ref ?? SecretId, context: {} }];
  };
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
const movePermissions = {
  SourceArn: ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
  DestinationArn: ['SendMessage'],
} as const;

const queueReader: Reader = ({ operation, body }) => {
  if (operation === 'StartMessageMoveTask') {
    const { SourceArn, DestinationArn = '*' } = moveCall.parse(body);
    const on = (resource: string, actions: readonly string[]): Access[] =>
      actions.map((action) => ({ action: `sqs:${action}`, resource, context: {} }));
    return [...on(SourceArn, movePermissions.SourceArn), ...on(DestinationArn, movePermissions.DestinationArn)];
  }
  const { QueueUrl = '', QueueName = QueueUrl.split('/').at(-1) ?? '' } = queueCall.parse(body);
  // A batch needs the permission of its single operation.
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: arn('sqs', QueueName), context: {} }];
};

const poolReader: Reader = ({ operation, body }) => [
  {
    action: `cognito-idp:${operation}`,
    resource: arn('cognito-idp', `userpool/${poolCall.parse(body).UserPoolId}`),
    context: {},
  },
];

const functionReader: Reader = ({ body }) => {
  const name = functionCall.parse(body).FunctionName.split(':function:').at(-1) ?? '';
  return [{ action: 'lambda:InvokeFunction', resource: arn('lambda', `function:${name.split(':')[0]}`), context: {} }];
};

/**
 * Sending needs permissions for the sender's identity and for the configuration set. In the SES sandbox, recipients are
 * identities of the account and need a permission, too: here always.
 */
const emailReader = (resources: Resources): Reader => {
  const identities = resources.of('AWS::SES::EmailIdentity').map(({ ref }) => ref);
  return ({ operation, body }) => {
    const form = fields.parse(body);
    const sender = addressIn(form.Source ?? '');
    const identity = identities.includes(sender) ? sender : (sender.split('@').at(-1) ?? '');
    const recipients = Object.entries(form).flatMap(([name, address]) =>
      /^Destination(s|\.\w+)\.member\.\d+$/.test(name) ? [addressIn(address)] : [],
    );
    const context = { 'ses:FromAddress': [sender], 'ses:Recipients': recipients };
    const { ConfigurationSetName: set } = form;
    const used = [identity, ...recipients].map((one) => `identity/${one}`);
    return [...used, ...(set === undefined ? [] : [`configuration-set/${set}`])].map((one) => ({
      action: `ses:${operation}`,
      resource: arn('ses', one),
      context,
    }));
  };
};

/** Returns the accesses of a call, each of which must be allowed. Throws `ZodError` for an invalid request. */
export const accessReader = (resources: Resources, transactionKeys: TransactionKeys = 'step'): Reader => {
  const tables = tablesOf(resources);
  const readers: Readonly<Record<string, Reader>> = {
    'cognito-idp': poolReader,
    dynamodb: ({ operation, body }) => tableAccesses(operation, body, tables, transactionKeys),
    lambda: functionReader,
    secretsmanager: secretReader(resources),
    ses: emailReader(resources),
    sqs: queueReader,
  };
  // An unknown call needs a permission for all resources.
  return (call) =>
    readers[call.service]?.(call) ?? [{ action: `${call.service}:${call.operation}`, resource: '*', context: {} }];
};
