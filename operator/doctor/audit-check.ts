import {
  DeleteItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Check, type Finding, right, wrong } from './finding.ts';

type Settings = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
const deniedByTable = /explicit deny in a resource-based policy/;

const notThere = { PK: { S: 'AUDIT#doctor' }, SK: { S: 'doctor' } };

/** Attempts on an audit event that is not there, with a condition that it is: whoever is let through changes nothing. */
const attempts = (client: DynamoDBClient, TableName: string): Record<string, () => Promise<unknown>> => {
  const ifThere = { TableName, ConditionExpression: 'attribute_exists(PK)' };
  return {
    'deleted alone': () => client.send(new DeleteItemCommand({ ...ifThere, Key: notThere })),
    'deleted in a transaction': () =>
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Delete: { ...ifThere, Key: notThere } }] })),
    'written over': () => client.send(new PutItemCommand({ ...ifThere, Item: notThere })),
  };
};

const letThrough = new Set(['ConditionalCheckFailedException', 'TransactionCanceledException']);

const findingOf = async (how: string, attempt: () => Promise<unknown>): Promise<Finding> => {
  const error = await attempt().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined || (error instanceof Error && letThrough.has(error.name)))
    return wrong(
      `an audit event can be ${how}: deploy the state stack again, then see step 7 of docs/first-deployment.md`,
    );
  if (!(error instanceof Error)) throw error;
  if (error.name === 'AccessDeniedException' && deniedByTable.test(error.message))
    return right(`the table refuses that an event is ${how}`);
  return { isRight: undefined, text: `whether an event can be ${how} could not be seen: ${error.message}` };
};

/** Whether the table protects audit events from whoever runs this; an administrator sees most. */
export const auditCheck = (tableName: () => string, settings: Settings = {}): Check => ({
  about: 'audit log',
  look: () =>
    Promise.all(
      Object.entries(attempts(new DynamoDBClient({ ...settings, maxAttempts: 1 }), tableName())).map(([how, attempt]) =>
        findingOf(how, attempt),
      ),
    ),
});
