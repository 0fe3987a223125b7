import {
  CreateTableCommand,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { tableSchema } from '#core/deployment.ts';
import { client } from '#core/table/client.ts';

type Keys = { readonly partitionKey: string; readonly sortKey: string };

const keys = ({ partitionKey, sortKey }: Keys): KeySchemaElement[] => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  { AttributeName: sortKey, KeyType: 'RANGE' },
];

const indexes: GlobalSecondaryIndex[] = Object.entries(tableSchema.indexes).map(([IndexName, index]) => ({
  IndexName,
  KeySchema: keys(index),
  Projection: { ProjectionType: 'ALL' },
}));

const attributes = [...keys(tableSchema), ...indexes.flatMap(({ KeySchema = [] }) => KeySchema)];

/** Creates a table with the product's key and indexes, through core's client. */
export const createTable = async (name: string): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys(tableSchema),
      AttributeDefinitions: attributes.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: indexes,
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
};
