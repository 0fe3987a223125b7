import { Duration } from 'aws-cdk-lib';
import { type Alarm, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { MetricName } from '#core/deployment.ts';
import { camelCase, type FunctionName, kebabCase } from '#lib/functions/deployed-functions.ts';
import { customMetric } from '#lib/monitoring/custom-metric.ts';
import { alarm, before, fiveMinutes, sumOf, type Watch, whether } from './alarm.ts';

const longestDelay = Duration.minutes(10);

/**
 * Rings when a reader of the table's changes is ten minutes behind, for ten minutes. Records are lost at 24 hours.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export const delayAlarm = (watch: Watch, id: string, name: FunctionName, fn: LambdaFunction): Alarm =>
  alarm(watch, {
    id: `${id}Delay`,
    name: `${kebabCase(name)}-delay`,
    description: `${kebabCase(name)} is ten minutes or more behind the table's changes.`,
    metric: fn.metric('IteratorAge', { period: fiveMinutes, statistic: 'Maximum' }),
    threshold: longestDelay.toMilliseconds(),
    dataPoints: { toAlarm: 2, of: 2 },
  });

const tenMinutes = Duration.minutes(10);

/**
 * 1 when `cause` happened in the period before the latest, and `effect` neither then nor in the period before or after.
 * A pair that falls into two periods, or whose second data point arrives late, is no reason to ring.
 */
const withoutEffect = (label: string, cause: IMetric, effect: IMetric): IMetric => {
  const effectBefore = new MathExpression({
    expression: before('effect'),
    period: tenMinutes,
    usingMetrics: { effect },
  });
  const effects = `effect + effectBefore + ${before('effectBefore')}`;
  const usingMetrics = { cause, effect, effectBefore };
  return whether(`${before('cause')} > 0 AND ${effects} == 0`, label, usingMetrics, tenMinutes);
};

// Three, so that CloudWatch reads two periods before the latest.
const oneOfThree = { toAlarm: 1, of: 3 };

const counts = ({ settings }: Watch, ...names: MetricName[]): MathExpression =>
  sumOf(Object.fromEntries(names.map((name) => [camelCase(name), customMetric(settings, name, tenMinutes)])), tenMinutes);

/**
 * Rings when an invitation was sent and no email is dealt with. A reader whose mapping is disabled has no delay: Lambda
 * measures only what it reads.
 */
export const emailsNotLeavingAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'EmailsNotLeaving',
    name: 'emails-not-leaving',
    description: 'Invitations were sent, and send-invitation-email dealt with none of them for ten minutes.',
    metric: withoutEffect(
      'invitations, and no email',
      counts(watch, 'InvitationsSent', 'InvitationsResent'),
      counts(watch, 'EmailsSent', 'EmailsNotSent'),
    ),
    threshold: 1,
    dataPoints: oneOfThree,
  });

// Of batches of the stream alone, not of what an operator feeds back.
const batchesOf = (fn: LambdaFunction): IMetric =>
  fn.metric('IteratorAge', { period: tenMinutes, statistic: 'SampleCount' });

/** Batches of changes that are new. What the mailer retries for hours, the other reader has long had. */
const newBatchesOf = (mailer: LambdaFunction): MathExpression =>
  new MathExpression({
    expression: `IF(FILL(age, 0) < ${longestDelay.toMilliseconds()}, FILL(mailer, 0), 0)`,
    period: tenMinutes,
    usingMetrics: {
      mailer: batchesOf(mailer),
      age: mailer.metric('IteratorAge', { period: tenMinutes, statistic: 'Maximum' }),
    },
  });

/** The same of the other reader: each change that asks for an email is one for the audit log, too. */
export const changesNotRecordedAlarm = (watch: Watch, mailer: LambdaFunction, recorder: LambdaFunction): Alarm =>
  alarm(watch, {
    id: 'ChangesNotRecorded',
    name: 'changes-not-recorded',
    description: 'The table changed, and record-changes read nothing for ten minutes.',
    metric: withoutEffect(
      'changes, and none recorded',
      newBatchesOf(mailer),
      sumOf({ recorder: batchesOf(recorder) }, tenMinutes),
    ),
    threshold: 1,
    dataPoints: oneOfThree,
  });

/**
 * Rings as long as any record is parked.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const deadLetterAlarm = (watch: Watch, queue: Queue): Alarm =>
  alarm(watch, {
    id: 'FailureQueueNotEmpty',
    name: 'failure-queue-not-empty',
    description: 'Records of the table, or events of SES, could not be handled and wait in the failure queue.',
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: 'Maximum' }),
    threshold: 1,
  });
