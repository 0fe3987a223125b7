import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StageSettings } from './stage-settings.ts';

const period = Duration.minutes(5);

type AlarmKind = {
  readonly name: string;
  readonly description: string;
  readonly metric: Metric;
  readonly threshold: number;
};

const alarm = (scope: Construct, id: string, { stage }: StageSettings, kind: AlarmKind): Alarm =>
  new Alarm(scope, id, {
    alarmName: `invitations-${stage}-${kind.name}`,
    alarmDescription: kind.description,
    metric: kind.metric,
    threshold: kind.threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });

/** Rings when a function failed: an answer that is a problem is no failure, an exception or a time-out is. */
export const errorsAlarm = (scope: Construct, settings: StageSettings, id: string, name: string, fn: LambdaFunction) =>
  alarm(scope, `${id}Errors`, settings, {
    name: `${name}-errors`,
    description: `${name} failed or ran out of time.`,
    metric: fn.metricErrors({ period, statistic: 'Sum' }),
    threshold: 1,
  });

/** Rings when a reader of the table's changes is ten minutes behind. Records are lost at 24 hours. */
export const delayAlarm = (scope: Construct, settings: StageSettings, id: string, name: string, fn: LambdaFunction) =>
  alarm(scope, `${id}Delay`, settings, {
    name: `${name}-delay`,
    description: `${name} is ten minutes or more behind the table's changes.`,
    metric: fn.metric('IteratorAge', { period, statistic: 'Maximum' }),
    threshold: Duration.minutes(10).toMilliseconds(),
  });

/** Rings as long as any record is parked. */
export const parkedRecordsAlarm = (scope: Construct, settings: StageSettings, queue: Queue) =>
  alarm(scope, 'FailureQueueNotEmpty', settings, {
    name: 'failure-queue-not-empty',
    description: 'Records of the table could not be handled and wait in the failure queue.',
    metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    threshold: 1,
  });
