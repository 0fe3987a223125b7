import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type FunctionName, kebabCase, pascalCase } from './deployed-functions.ts';
import type { StageSettings } from './stage-settings.ts';

const period = Duration.minutes(5);

export type Watch = {
  readonly scope: Construct;
  readonly settings: StageSettings;
  readonly topic: Topic;
};

type AlarmKind = {
  readonly id: string;
  readonly name: string;
  /** What is the matter, in a sentence for whom it wakes. */
  readonly description: string;
  /** Heading in docs/operations.md under which it stands what to do. */
  readonly runbook: string;
  readonly metric: IMetric;
  readonly threshold: number;
};

const alarm = ({ scope, settings, topic }: Watch, kind: AlarmKind): Alarm => {
  const made = new Alarm(scope, kind.id, {
    alarmName: `invitations-${settings.stage}-${kind.name}`,
    alarmDescription: `${kind.description} What to do: docs/operations.md#${kind.runbook}`,
    metric: kind.metric,
    threshold: kind.threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  made.addAlarmAction(new SnsAction(topic));
  made.addOkAction(new SnsAction(topic));
  return made;
};

/** Rings when a function failed: an answer that is a problem is no failure, an exception or a time-out is. */
export const errorsAlarm = (watch: Watch, name: FunctionName, fn: LambdaFunction): Alarm =>
  alarm(watch, {
    id: `${pascalCase(name)}Errors`,
    name: `${kebabCase(name)}-errors`,
    description: `${kebabCase(name)} failed or ran out of time.`,
    runbook: 'function-errors',
    metric: fn.metricErrors({ period, statistic: 'Sum' }),
    threshold: 1,
  });

/** Rings when a reader of the table's changes is ten minutes behind. Records are lost at 24 hours. */
export const delayAlarm = (watch: Watch, id: string, name: FunctionName, fn: LambdaFunction): Alarm =>
  alarm(watch, {
    id: `${id}Delay`,
    name: `${kebabCase(name)}-delay`,
    description: `${kebabCase(name)} is ten minutes or more behind the table's changes.`,
    runbook: `${kebabCase(name)}-delay`,
    metric: fn.metric('IteratorAge', { period, statistic: 'Maximum' }),
    threshold: Duration.minutes(10).toMilliseconds(),
  });

/** Rings as long as any record is parked. */
export const parkedRecordsAlarm = (watch: Watch, queue: Queue): Alarm =>
  alarm(watch, {
    id: 'FailureQueueNotEmpty',
    name: 'failure-queue-not-empty',
    description: 'Records of the table, or events of SES, could not be handled and wait in the failure queue.',
    runbook: 'failure-queue-not-empty',
    metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    threshold: 1,
  });

/** Rings when callers were told five times in five minutes that it is our fault. One alone is in the errors alarms. */
export const serverErrorsAlarm = (watch: Watch, api: HttpApi): Alarm =>
  alarm(watch, {
    id: 'ApiServerErrors',
    name: 'api-server-errors',
    description: 'The API answered 5xx five times or more in five minutes.',
    runbook: 'api-server-errors',
    metric: api.metricServerError({ period, statistic: 'Sum' }),
    threshold: 5,
  });

/** Rings when Lambda turns calls away: the account's concurrency is used up, by whomever. */
export const throttledFunctionsAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'FunctionsThrottled',
    name: 'functions-throttled',
    description: 'Lambda turned calls away in this region: the concurrency of the account is used up.',
    runbook: 'functions-throttled',
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', period, statistic: 'Sum' }),
    threshold: 1,
  });

/** Rings when DynamoDB turned many requests away. A few in a rush are retried, and nobody notices. */
export const throttledTableAlarm = (watch: Watch, table: Table): Alarm =>
  alarm(watch, {
    id: 'TableThrottled',
    name: 'table-throttled',
    description: 'DynamoDB turned a hundred requests or more away in five minutes.',
    runbook: 'table-throttled',
    metric: new MathExpression({
      expression: 'FILL(reads, 0) + FILL(writes, 0)',
      label: 'throttled requests',
      period,
      usingMetrics: {
        reads: table.metric('ReadThrottleEvents', { period, statistic: 'Sum' }),
        writes: table.metric('WriteThrottleEvents', { period, statistic: 'Sum' }),
      },
    }),
    threshold: 100,
  });

// SES puts an account under review at 5 % and 0.1 %, and pauses it at 10 % and 0.5 %.
const reputations = [
  { rate: 'Bounce', threshold: 0.04, percent: '4 %', limit: '5 %' },
  { rate: 'Complaint', threshold: 0.0008, percent: '0.08 %', limit: '0.1 %' },
];

/** Ring before SES starts to ask questions: about the whole account, as SES does. */
export const reputationAlarms = (watch: Watch): Alarm[] =>
  reputations.map(({ rate, threshold, percent, limit }) =>
    alarm(watch, {
      id: `${rate}Rate`,
      name: `${rate.toLowerCase()}-rate`,
      description: `The ${rate.toLowerCase()} rate of the account is ${percent} or more; SES reviews it at ${limit}.`,
      runbook: 'bounce-and-complaint-rate',
      metric: new Metric({
        namespace: 'AWS/SES',
        metricName: `Reputation.${rate}Rate`,
        period: Duration.hours(1),
        statistic: 'Maximum',
      }),
      threshold,
    }),
  );
