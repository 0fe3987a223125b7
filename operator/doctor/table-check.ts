import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { type Check, right, wrong } from './finding.ts';
import type { DeployedStage } from './stage.ts';

/** Checks stream, TTL, point-in-time recovery and deletion protection of the table. */
export const tableCheck = ({ output, keepsState, stage }: DeployedStage): Check => ({
  about: 'table',
  look: async () => {
    const client = new DynamoDBClient();
    const TableName = output('TableName');
    const [{ Table }, { TimeToLiveDescription }, { ContinuousBackupsDescription }] = await Promise.all([
      client.send(new DescribeTableCommand({ TableName })),
      client.send(new DescribeTimeToLiveCommand({ TableName })),
      client.send(new DescribeContinuousBackupsCommand({ TableName })),
    ]);
    const again = `it was changed by hand: npx cdk deploy --all -c stage=${stage} --revert-drift, or turn it on there`;
    const protection = Table?.DeletionProtectionEnabled
      ? right('is protected from deletion')
      : wrong(`can be deleted: ${again}`);
    return [
      Table?.StreamSpecification?.StreamViewType === 'NEW_AND_OLD_IMAGES'
        ? right('has a stream')
        : wrong(`has no stream of new and old images: ${again}`),
      TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED'
        ? right(`TTL uses the attribute ${TimeToLiveDescription.AttributeName}`)
        : wrong(`TTL is ${TimeToLiveDescription?.TimeToLiveStatus}, so the audit log records no expirations: ${again}`),
      ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED'
        ? right('can be restored to any point in time')
        : wrong(`has no point-in-time recovery: ${again}`),
      ...(keepsState ? [protection] : []),
    ];
  },
});
