import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** Folder of a stage's saved queries in CloudWatch. */
export const queryFolder = ({ stage }: StageSettings): string => `invitations-${stage}`;

const followed = 'fields @timestamp, @log, route, status, reader, change, outcome.state, error, functionError, traceId';

const follow = (filter: string): string[] => [followed, `filter ${filter}`, 'sort @timestamp asc', 'limit 1000'];

const byOrganization = (filter: string, count: string): string[] => [
  `filter ${filter}`,
  `stats ${count} by organizationId`,
  'sort 2 desc',
  'limit 20',
];

// The first two have a placeholder for the id.
const queries = {
  FollowRequest: { name: 'follow a request', lines: follow('requestId = "REQUEST-ID"') },
  FollowInvitation: { name: 'follow an invitation', lines: follow('invitationId = "INVITATION-ID"') },
  EmailsByOrganization: {
    name: 'emails by organization',
    lines: byOrganization('EmailsSent = 1', 'count(*) as emails'),
  },
  FailuresByOrganization: {
    name: 'bounces and complaints by organization',
    lines: byOrganization(
      'EmailsBounced = 1 or EmailsComplained = 1',
      'count(*) as failures, sum(EmailsBounced) as bounces, sum(EmailsComplained) as complaints',
    ),
  },
  AdminsByOrganization: {
    name: 'new admins by organization',
    lines: byOrganization('AdminsAdded = 1', 'count(*) as admins'),
  },
};

/**
 * Creates queries over all logs of a stage in CloudWatch Logs Insights. X-Ray traces end at the table's stream; the
 * request id is stored with every change.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 */
export const savedQueries = (scope: Construct, settings: StageSettings, logs: readonly ILogGroup[]): void => {
  for (const [id, { name, lines }] of Object.entries(queries))
    new CfnQueryDefinition(scope, id, {
      name: `${queryFolder(settings)}/${name}`,
      logGroupNames: logs.map(({ logGroupName }) => logGroupName),
      queryString: lines.join('\n| '),
    });
};
