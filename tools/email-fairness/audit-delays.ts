import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { clientSettings } from 'cdk-local/run-info';
import * as z from 'zod';

const event = z.object({
  type: z.object({ S: z.string() }),
  occurredAt: z.object({ S: z.string() }),
  recordedAt: z.object({ S: z.string() }),
});

/** Returns the time from each invitation of an organization to its audit event, in milliseconds. */
export const auditDelays = async (awsEndpoint: string, organizationId: string): Promise<number[]> => {
  const client = new DynamoDBClient(clientSettings(awsEndpoint));
  const asked = {
    TableName: 'invitations-local',
    KeyConditionExpression: 'PK = :log',
    ExpressionAttributeValues: { ':log': { S: `AUDIT#${organizationId}` } },
  };
  const delays: number[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, asked))
    for (const { type, occurredAt, recordedAt } of Items.map((item) => event.parse(item)))
      if (type.S === 'invitation.sent') delays.push(Date.parse(recordedAt.S) - Date.parse(occurredAt.S));
  return delays;
};
