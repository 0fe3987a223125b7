import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { environment } from '#core/deployment.ts';

// Without these a table that never answers would hold a function until its end. The largest answer takes well under a second.
const timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/** One client a process. Nothing goes over the network before the first request. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: timeouts }), {
  marshallOptions: { removeUndefinedValues: true },
});

export const tableName = (): string => {
  const name = process.env[environment.tableName];
  if (name === undefined) throw new Error(`${environment.tableName} is not set`);
  return name;
};
