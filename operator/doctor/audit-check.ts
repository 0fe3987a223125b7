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

/** Attempts to change an audit event that does not exist, on the condition that it does: they never change anything. */
const attempts = (client: DynamoDBClient, TableName: string): Record<string, () => Promise<unknown>> => {
  const ifThere = { TableName, ConditionExpression: 'attribute_exists(PK)' };
  return {
    'deleted alone': () => client.send(new DeleteItemCommand({ ...ifThere, Key: notThere })),
    'deleted in a transaction': () =>
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Delete: { ...ifThere, Key: notThere } }] })),
    overwritten: () => client.send(new PutItemCommand({ ...ifThere, Item: notThere })),
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
      `an audit event can be ${how}: deploy the stateful stack again, then see step 7 of docs/first-deployment.md`,
    );
  if (!(error instanceof Error)) throw error;
  if (error.name === 'AccessDeniedException' && deniedByTable.test(error.message))
    return right(`events can't be ${how}`);
  return { isRight: undefined, text: `could not check whether an event can be ${how}: ${error.message}` };
};

/** Checks whether the table protects audit events from the caller. An administrator's result says most. */
export const auditCheck = (tableName: () => string, settings: Settings = {}): Check => ({
  about: 'audit log',
  look: () =>
    Promise.all(
      Object.entries(attempts(new DynamoDBClient({ ...settings, maxAttempts: 1 }), tableName())).map(([how, attempt]) =>
        findingOf(how, attempt),
      ),
    ),
});
