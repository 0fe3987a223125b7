import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type AttributeValue, DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { startTableEngine, type TableEngine } from '../../src/dynamodb/engine.ts';
import type { LambdaRecord } from '../../src/streams/stream-record.ts';
import type { TableDefinition } from '../../src/template/tables.ts';
import { temporaryFolder } from './assembly.ts';

export const tableDefinition: TableDefinition = {
  name: 'orders',
  streamArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/orders/stream/local',
  ttlAttribute: 'ttl',
  properties: {
    AttributeDefinitions: [
      { AttributeName: 'PK', AttributeType: 'S' },
      { AttributeName: 'SK', AttributeType: 'S' },
      { AttributeName: 'GSI1PK', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'GSI1',
        KeySchema: [{ AttributeName: 'GSI1PK', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
};

/** Starts an embedded engine for one test. */
export const engineForTest = async (file = join(temporaryFolder(), 'table.sqlite')): Promise<TableEngine> => {
  const engine = await startTableEngine(file, undefined);
  onTestFinished(() => engine.stop());
  return engine;
};

export const clientOf = ({ endpoint }: Pick<TableEngine, 'endpoint'>): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

type Attributes = Readonly<Record<string, AttributeValue>>;

const keyOf = (name: string): Record<string, AttributeValue> => ({ PK: { S: 'CUSTOMER#1' }, SK: { S: name } });

export const putItem = (client: DynamoDBClient, name: string, attributes: Attributes = {}): Promise<unknown> =>
  client.send(new PutItemCommand({ TableName: 'orders', Item: { ...keyOf(name), ...attributes } }));

export const deleteItem = (client: DynamoDBClient, name: string): Promise<unknown> =>
  client.send(new DeleteItemCommand({ TableName: 'orders', Key: keyOf(name) }));

/** Returns the sort key of a record's item. */
export const itemOf = (record: LambdaRecord): string => {
  const { Keys } = record.dynamodb;
  return JSON.stringify(Keys).replace(/.*"SK":\{"S":"([^"]*)".*/, '$1');
};

export const runnerDatabase = (): DatabaseSync => new DatabaseSync(':memory:');
