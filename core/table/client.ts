import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { environment } from '#core/deployment.ts';

// Without timeouts, a table that does not respond would block a function until it times out. The slowest response takes well under a second.
const timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/** The only client of the process. It connects with the first request. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: timeouts }), {
  marshallOptions: { removeUndefinedValues: true },
});

export const tableName = (): string => {
  const name = process.env[environment.tableName];
  if (name === undefined) throw new Error(`${environment.tableName} is not set`);
  return name;
};
