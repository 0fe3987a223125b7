import { DynamoDBClient, type DynamoDBClientConfig, QueryCommand } from '@aws-sdk/client-dynamodb';
import { partitions } from '#core/deployment.ts';
import { type Check, type Finding, right, wrong } from './finding.ts';

type Settings = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

/** The oldest organizations: members of release 0.1.0 are in these. */
const organizationsSeen = 20;

const oldestOrganizations = async (client: DynamoDBClient, TableName: string): Promise<string[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'PK = :directory',
      ExpressionAttributeValues: { ':directory': { S: `${partitions.directory}ORGANIZATIONS` } },
      Limit: organizationsSeen,
    }),
  );
  return Items.flatMap(({ SK }) => SK?.S ?? []);
};

/** Counts the members of an organization without a name index, in its first megabyte of members. */
const withoutIndex = async (client: DynamoDBClient, TableName: string, organizationId: string): Promise<number> => {
  const { Count = 0 } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'GSI1',
      KeyConditionExpression: 'GSI1PK = :members',
      FilterExpression: 'attribute_not_exists(GSI2PK)',
      ExpressionAttributeValues: { ':members': { S: `${partitions.organization}${organizationId}#MEMBER` } },
      Select: 'COUNT',
    }),
  );
  return Count;
};

/** Checks that members of release 0.1.0 are indexed. Otherwise searches by name and sorted lists miss them. */
export const memberIndexCheck = (tableName: () => string, where: string, settings: Settings = {}): Check => ({
  about: 'member index',
  look: async (): Promise<Finding[]> => {
    const client = new DynamoDBClient(settings);
    const ids = await oldestOrganizations(client, tableName());
    const counts = await Promise.all(ids.map((id) => withoutIndex(client, tableName(), id)));
    const missing = counts.reduce((sum, count) => sum + count, 0);
    return [
      missing === 0
        ? right('members are found by name')
        : wrong(`at least ${missing} members are not found by name: npm run index-members -- ${where}`),
    ];
  },
});
