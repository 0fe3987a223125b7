import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { environment } from '../deployment.ts';

/** One client a process. Nothing goes over the network before the first request. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

export const tableName = (): string => {
  const name = process.env[environment.tableName];
  if (name === undefined) throw new Error(`${environment.tableName} is not set`);
  return name;
};
