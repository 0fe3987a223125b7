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

const waiterSettings = { maxWaitTime: 30, minDelay: 1, maxDelay: 1 };

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
  await waitUntilTableExists({ client, ...waiterSettings }, { TableName: name });
};

/** Deletes a table if it exists. */
export const deleteTable = async (client: DynamoDBClient, name: string): Promise<void> => {
  if (!(await existing(client, name))) return;
  await client.send(new DeleteTableCommand({ TableName: name }));
  await waitUntilTableNotExists({ client, ...waiterSettings }, { TableName: name });
};

type Keys = { readonly KeySchema?: readonly { readonly AttributeName?: string | undefined }[] | undefined };

const shapeOf = (table: Keys, indexes: readonly (Keys & { readonly IndexName?: string | undefined })[]): string => {
  const keys = ({ KeySchema = [] }: Keys): string => KeySchema.map(({ AttributeName }) => AttributeName).join('+');
  return [keys(table), ...indexes.map((index) => `${index.IndexName}:${keys(index)}`).sort()].join(', ');
};

/**
 * Creates a table of the template unless it exists. Returns the engine's ARN of its stream. Throws `StartError` if the
 * existing table has other keys or indexes.
 */
export const ensureTable = async (client: DynamoDBClient, definition: TableDefinition): Promise<string | undefined> => {
  if (!(await existing(client, definition.name))) await create(client, definition);
  const found = await existing(client, definition.name);
  const { properties, name } = definition;
  if (
    shapeOf(found ?? {}, found?.GlobalSecondaryIndexes ?? []) !== shapeOf(properties, properties.GlobalSecondaryIndexes)
  )
    throw new StartError(`The table ${name} has other keys or indexes than in the template: start once with --fresh.`);
  return found?.LatestStreamArn;
};
