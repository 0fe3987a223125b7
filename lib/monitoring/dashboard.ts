import { Aws, Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { MetricName } from '#core/deployment.ts';
import type { EmailQueues } from '#lib/data/email-queues.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { emailQueueMetrics } from './alarms/email-queue-alarms.ts';
import { throttleMetrics } from './alarms/table-alarms.ts';
import { ownMetric } from './custom-metric.ts';
import { queryFolder } from './saved-queries.ts';

type DashboardProps = {
  readonly settings: StageSettings;
  readonly api: HttpApi;
  readonly table: Table;
  readonly readers: readonly LambdaFunction[];
  readonly failureQueue: Queue;
  readonly emailQueues: EmailQueues;
  readonly alarms: readonly Alarm[];
};

const period = Duration.minutes(5);
const width = 8;
const sum = { period, statistic: 'Sum' };

const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, width, height: 6, left: [...left], right: [...right], leftYAxis: { min: 0 } });

/**
 * One line for each function of the stage, also for those that come later. In a search double quotes mean the whole
 * value, and a term without quotes matches by its words, one after the other.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
const everyFunction = ({ stage }: StageSettings, metricName: string, statistic: string): IMetric =>
  new MathExpression({
    expression: `SEARCH('{AWS/Lambda,FunctionName} MetricName="${metricName}" FunctionName=invitations-${stage}', '${statistic}')`,
    label: '',
    period,
    usingMetrics: {},
  });

const mail = (metricName: string): IMetric =>
  new Metric({ namespace: 'AWS/SES', metricName, period, statistic: 'Sum' });

const ours = (settings: StageSettings, metricName: MetricName, statistic?: string): IMetric =>
  ownMetric(settings, metricName, period, statistic);

/** One line for each code that callers were refused with. */
const refusals = ({ stage }: StageSettings): IMetric =>
  new MathExpression({
    expression: `SEARCH('{Invitations,Stage,Code} MetricName="Problems" Stage="${stage}"', 'Sum')`,
    label: '',
    period,
    usingMetrics: {},
  });

const whereToLook = (settings: StageSettings): string => {
  const queries = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#logsV2:logs-insights`;
  return [
    `**Follow a request, or an invitation**, through API, email and audit log: [Logs Insights](${queries}), *Saved and sample queries*, \`${queryFolder(settings)}\`.`,
    'The id of a request is in the header `apigw-requestid` of its answer, and in the body of a problem.',
    ...(settings.runbookUrl.startsWith('https:') ? [`[What to do when an alarm rings](${settings.runbookUrl})`] : []),
  ].join('\n\n');
};

const ends = ['InvitationsSent', 'InvitationsAccepted', 'InvitationsExpired', 'InvitationsRevoked'] as const;

const latency = (api: HttpApi, statistic: string): IMetric =>
  api.metricLatency({ period, statistic, label: statistic });

/** How many emails wait, how long, and for whom. */
const emailQueue = (queues: EmailQueues): GraphWidget[] => {
  const metrics = emailQueueMetrics(queues);
  return [
    graph('Emails that wait in the queue', [metrics.visible, metrics.visibleInQuietGroups, metrics.inFlight]),
    graph('Age of the oldest email in the queue (s)', [metrics.age, metrics.ageInQuietGroups]),
    graph('Groups that send more than their share', [metrics.noisyGroups]),
  ];
};

/** All that one looks at first, on one page: what rings, who is answered how, and how far mail and audit log are. */
export const dashboard = (scope: Construct, props: DashboardProps): Dashboard => {
  const { settings, api, table, readers, failureQueue, emailQueues, alarms } = props;
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `invitations-${settings.stage}`,
    defaultInterval: Duration.hours(12),
    widgets: [
      [
        ...(alarms.length > 0
          ? [new AlarmStatusWidget({ title: 'Alarms', width: 16, height: 5, alarms: [...alarms] })]
          : []),
        new TextWidget({ width, height: 5, markdown: whereToLook(settings) }),
      ],
      [
        graph(
          'Requests, and answers that are errors',
          [api.metricCount(sum)],
          [api.metricClientError(sum), api.metricServerError(sum)],
        ),
        graph('How long callers wait (ms)', [latency(api, 'p50'), latency(api, 'p99')]),
        graph('Failures of functions', [everyFunction(settings, 'Errors', 'Sum')]),
      ],
      [
        graph(
          'Emails of the account',
          [mail('Send'), mail('Delivery')],
          [mail('Bounce'), mail('Complaint'), mail('Reject')],
        ),
        graph(
          'How far readers are behind (ms)',
          readers.map((reader) =>
            reader.metric('IteratorAge', { period, statistic: 'Maximum', label: reader.node.id }),
          ),
        ),
        graph('Waiting in the dead-letter queues', [
          failureQueue.metricApproximateNumberOfMessagesVisible({ period, label: 'records and events' }),
          emailQueues.deadLetters.metricApproximateNumberOfMessagesVisible({ period, label: 'emails' }),
        ]),
      ],
      emailQueue(emailQueues),
      [
        graph(
          'Invitations',
          ends.map((metricName) => ours(settings, metricName)),
          [ours(settings, 'EmailsUndelivered')],
        ),
        graph(
          'From request to email, and from email to acceptance (ms)',
          ['p50', 'p99'].map((statistic) => ours(settings, 'FromRequestToEmail', statistic)),
          [ours(settings, 'FromEmailToAcceptance', 'p50')],
        ),
        graph('Refusals by code', [refusals(settings)]),
      ],
      [
        graph('Units of the table', [
          table.metricConsumedReadCapacityUnits(sum),
          table.metricConsumedWriteCapacityUnits(sum),
        ]),
        graph('Requests that DynamoDB turned away', Object.values(throttleMetrics(table))),
        graph('How long functions run (ms, p99)', [everyFunction(settings, 'Duration', 'p99')]),
      ],
    ],
  });
};
