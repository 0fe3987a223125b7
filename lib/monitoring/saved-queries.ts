import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** Where CloudWatch lists the saved queries of a stage. */
export const queryFolder = ({ stage }: StageSettings): string => `invitations-${stage}`;

const shown = 'fields @timestamp, @log, route, status, reader, change, outcome.state, error, functionError, traceId';

// In each a placeholder that whoever asks writes over.
const queries = {
  FollowRequest: { name: 'follow a request', filter: 'requestId = "REQUEST-ID"' },
  FollowInvitation: { name: 'follow an invitation', filter: 'invitationId = "INVITATION-ID"' },
};

/**
 * Queries over all logs of a stage, in CloudWatch Logs Insights. X-Ray's traces end where the table's stream begins; the
 * id of the request goes on, with every change that it made.
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
