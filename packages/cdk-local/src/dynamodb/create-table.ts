import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { StartError } from '../run/start-error.ts';
import type { TableDefinition } from '../template/tables.ts';

const patience = { maxWaitTime: 30, minDelay: 1, maxDelay: 1 };

const existing = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const create = async (client: DynamoDBClient, { name, properties }: TableDefinition): Promise<void> => {
  const { AttributeDefinitions, GlobalSecondaryIndexes, KeySchema, StreamSpecification } = properties;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
      KeySchema,
      ...(StreamSpecification && { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } }),
    }),
  );
  await waitUntilTableExists({ client, ...patience }, { TableName: name });
};

/** Deletes a table if it is there. */
export const deleteTable = async (client: DynamoDBClient, name: string): Promise<void> => {
  if (!(await existing(client, name))) return;
  await client.send(new DeleteTableCommand({ TableName: name }));
  await waitUntilTableNotExists({ client, ...patience }, { TableName: name });
};

type Keys = { readonly KeySchema?: readonly { readonly AttributeName?: string | undefined }[] | undefined };

const shapeOf = (table: Keys, indexes: readonly (Keys & { readonly IndexName?: string | undefined })[]): string => {
  const keys = ({ KeySchema = [] }: Keys): string => KeySchema.map(({ AttributeName }) => AttributeName).join('+');
  return [keys(table), ...indexes.map((index) => `${index.IndexName}:${keys(index)}`).sort()].join(', ');
};

/**
 * Makes the template's table unless it is there, and gives its stream's ARN as the engine names it. Throws
 * `StartError` if one is there that the template would have replaced.
 */
export const ensureTable = async (client: DynamoDBClient, definition: TableDefinition): Promise<string | undefined> => {
  if (!(await existing(client, definition.name))) await create(client, definition);
  const found = await existing(client, definition.name);
  const { properties, name } = definition;
  if (
    shapeOf(found ?? {}, found?.GlobalSecondaryIndexes ?? []) !== shapeOf(properties, properties.GlobalSecondaryIndexes)
  )
    throw new StartError(
      `The table ${name} has other keys or indexes than the template says: start once with --fresh.`,
    );
  return found?.LatestStreamArn;
};
