import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** Folder of a stage's saved queries in CloudWatch. */
export const queryFolder = ({ stage }: StageSettings): string => `invitations-${stage}`;

const shown = 'fields @timestamp, @log, route, status, reader, change, outcome.state, error, functionError, traceId';

// Each has a placeholder for the id.
const queries = {
  FollowRequest: { name: 'follow a request', filter: 'requestId = "REQUEST-ID"' },
  FollowInvitation: { name: 'follow an invitation', filter: 'invitationId = "INVITATION-ID"' },
};

/**
 * Creates queries over all logs of a stage in CloudWatch Logs Insights. X-Ray traces end at the table's stream; the
 * request id is stored with every change.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 */
export const savedQueries = (scope: Construct, settings: StageSettings, logs: readonly ILogGroup[]): void => {
  for (const [id, { name, filter }] of Object.entries(queries))
    new CfnQueryDefinition(scope, id, {
      name: `${queryFolder(settings)}/${name}`,
      logGroupNames: logs.map(({ logGroupName }) => logGroupName),
      queryString: [shown, `filter ${filter}`, 'sort @timestamp asc', 'limit 1000'].join('\n| '),
    });
};
