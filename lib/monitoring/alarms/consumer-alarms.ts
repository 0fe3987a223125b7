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
 * Rings when a stream consumer is ten minutes behind, for ten minutes. Records are lost after 24 hours.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export const delayAlarm = (watch: Watch, id: string, name: FunctionName, fn: LambdaFunction): Alarm =>
  alarm(watch, {
    id: `${id}Delay`,
    name: `${kebabCase(name)}-delay`,
    description: `${kebabCase(name)} is at least ten minutes behind the table's stream.`,
    metric: fn.metric('IteratorAge', { period: fiveMinutes, statistic: 'Maximum' }),
    threshold: longestDelay.toMilliseconds(),
    dataPoints: { toAlarm: 2, of: 2 },
  });

const tenMinutes = Duration.minutes(10);

/**
 * Returns a metric that is 1 if `cause` happened in the previous period, and `effect` neither then nor in the period
 * before or after. A pair in two periods, or with a late second data point, does not count.
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

// Three, so that CloudWatch reads the two previous periods.
const oneOfThree = { toAlarm: 1, of: 3 };

const counts = ({ settings }: Watch, ...names: MetricName[]): MathExpression =>
  sumOf(
    Object.fromEntries(names.map((name) => [camelCase(name), customMetric(settings, name, tenMinutes)])),
    tenMinutes,
  );

/**
 * Rings when an invitation was sent and no email was processed. A disabled mapping causes no delay metric, because
 * Lambda measures only records that it reads.
 */
export const emailsNotLeavingAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'EmailsNotLeaving',
    name: 'emails-not-leaving',
    description: 'Invitations were sent, and send-invitation-email processed none of them for ten minutes.',
    metric: withoutEffect(
      'invitations, and no email',
      counts(watch, 'InvitationsSent', 'InvitationsResent'),
      counts(watch, 'EmailsSent', 'EmailsNotSent'),
    ),
    threshold: 1,
    dataPoints: oneOfThree,
  });

// Counts batches of the stream, not of a replay.
const batchesOf = (fn: LambdaFunction): IMetric =>
  fn.metric('IteratorAge', { period: tenMinutes, statistic: 'SampleCount' });

/** Returns the number of batches with new changes. Records that the mailer retries for hours do not count. */
const newBatchesOf = (mailer: LambdaFunction): MathExpression =>
  new MathExpression({
    expression: `IF(FILL(age, 0) < ${longestDelay.toMilliseconds()}, FILL(mailer, 0), 0)`,
    period: tenMinutes,
    usingMetrics: {
      mailer: batchesOf(mailer),
      age: mailer.metric('IteratorAge', { period: tenMinutes, statistic: 'Maximum' }),
    },
  });

/** Rings when record-changes reads nothing. Each change that requires an email is also one for the audit log. */
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
 * Rings while the dead-letter queue is not empty.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const deadLetterAlarm = (watch: Watch, queue: Queue): Alarm =>
  alarm(watch, {
    id: 'FailureQueueNotEmpty',
    name: 'failure-queue-not-empty',
    description: 'Stream records or SES events could not be processed and are in the dead-letter queue.',
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: 'Maximum' }),
    threshold: 1,
  });
