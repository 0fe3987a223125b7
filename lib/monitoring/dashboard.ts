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
import { customMetric } from './custom-metric.ts';
import { queryFolder } from './saved-queries.ts';

type DashboardProps = {
  readonly settings: StageSettings;
  readonly api: HttpApi;
  readonly table: Table;
  readonly readers: readonly LambdaFunction[];
  readonly deadLetterQueue: Queue;
  readonly emailQueues: EmailQueues;
  readonly alarms: readonly Alarm[];
};

const period = Duration.minutes(5);
const width = 8;
const sum = { period, statistic: 'Sum' };

const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, width, height: 6, left: [...left], right: [...right], leftYAxis: { min: 0 } });

/**
 * Returns one line per function of the stage, including later ones. In a search expression, double quotes match the
 * whole value; a term without quotes matches consecutive words.
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
  customMetric(settings, metricName, period, statistic);

/** Returns one line per problem code. */
const problems = ({ stage }: StageSettings): IMetric =>
  new MathExpression({
    expression: `SEARCH('{Invitations,Stage,Code} MetricName="Problems" Stage="${stage}"', 'Sum')`,
    label: '',
    period,
    usingMetrics: {},
  });

const links = (settings: StageSettings): string => {
  const queries = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#logsV2:logs-insights`;
  return [
    `**Follow a request, or an invitation**, through API, email and audit log: [Logs Insights](${queries}), *Saved and sample queries*, \`${queryFolder(settings)}\`.`,
    'The id of a request is in the response header `apigw-requestid` and in the body of a problem.',
    ...(settings.runbookUrl.startsWith('https:') ? [`[What to do when an alarm rings](${settings.runbookUrl})`] : []),
  ].join('\n\n');
};

const ends = ['InvitationsSent', 'InvitationsAccepted', 'InvitationsExpired', 'InvitationsRevoked'] as const;

const latency = (api: HttpApi, statistic: string): IMetric =>
  api.metricLatency({ period, statistic, label: statistic });

/** Returns the graphs of the email queue: the number of emails, their age, and the noisy groups. */
const emailQueue = (queues: EmailQueues): GraphWidget[] => {
  const metrics = emailQueueMetrics(queues);
  return [
    graph('Emails in the queue', [metrics.visible, metrics.visibleInQuietGroups, metrics.inFlight]),
    graph('Age of the oldest email in the queue (s)', [metrics.age, metrics.ageInQuietGroups]),
    graph('Noisy groups in the email queue', [metrics.noisyGroups]),
  ];
};

/** Creates the dashboard: alarms, responses, and the delay of emails and audit log on one page. */
export const dashboard = (scope: Construct, props: DashboardProps): Dashboard => {
  const { settings, api, table, readers, deadLetterQueue, emailQueues, alarms } = props;
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `invitations-${settings.stage}`,
    defaultInterval: Duration.hours(12),
    widgets: [
      [
        ...(alarms.length > 0
          ? [new AlarmStatusWidget({ title: 'Alarms', width: 16, height: 5, alarms: [...alarms] })]
          : []),
        new TextWidget({ width, height: 5, markdown: links(settings) }),
      ],
      [
        graph(
          'Requests and error responses',
          [api.metricCount(sum)],
          [api.metricClientError(sum), api.metricServerError(sum)],
        ),
        graph('API latency (ms)', [latency(api, 'p50'), latency(api, 'p99')]),
        graph('Function errors', [everyFunction(settings, 'Errors', 'Sum')]),
      ],
      [
        graph(
          'Emails of the account',
          [mail('Send'), mail('Delivery')],
          [mail('Bounce'), mail('Complaint'), mail('Reject')],
        ),
        graph(
          'Delay of stream consumers (ms)',
          readers.map((reader) =>
            reader.metric('IteratorAge', { period, statistic: 'Maximum', label: reader.node.id }),
          ),
        ),
        graph('Messages in the dead-letter queues', [
          deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period, label: 'records and events' }),
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
          'Time from request to email, and from email to acceptance (ms)',
          ['p50', 'p99'].map((statistic) => ours(settings, 'FromRequestToEmail', statistic)),
          [ours(settings, 'FromEmailToAcceptance', 'p50')],
        ),
        graph('Problems by code', [problems(settings)]),
      ],
      [
        graph('Capacity units of the table', [
          table.metricConsumedReadCapacityUnits(sum),
          table.metricConsumedWriteCapacityUnits(sum),
        ]),
        graph('Requests throttled by DynamoDB', Object.values(throttleMetrics(table))),
        graph('Function duration (ms, p99)', [everyFunction(settings, 'Duration', 'p99')]),
      ],
    ],
  });
};
