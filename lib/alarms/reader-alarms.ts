import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { MetricName } from '#core/deployment.ts';
import { type FunctionName, kebabCase } from '#lib/deployed-functions.ts';
import { ownMetric } from '#lib/own-metric.ts';
import { alarm, fiveMinutes, type Watch, whether } from './alarm.ts';

const longestDelay = Duration.minutes(10);

// Both readers have a change within seconds: longer than that, so that few lone ones fall on both sides of a boundary.
const halfAnHour = Duration.minutes(30);

/** Rings when a reader of the table's changes is ten minutes behind. Records are lost at 24 hours. */
export const delayAlarm = (watch: Watch, id: string, name: FunctionName, fn: LambdaFunction): Alarm =>
  alarm(watch, {
    id: `${id}Delay`,
    name: `${kebabCase(name)}-delay`,
    description: `${kebabCase(name)} is ten minutes or more behind the table's changes.`,
    metric: fn.metric('IteratorAge', { period: fiveMinutes, statistic: 'Maximum' }),
    threshold: longestDelay.toMilliseconds(),
  });

/**
 * Rings when invitations are sent and no email is dealt with. A reader whose mapping is disabled has no delay: Lambda
 * measures only what it reads.
 */
export const emailsNotLeavingAlarm = (watch: Watch): Alarm => {
  const count = (name: MetricName) => ownMetric(watch.settings, name, halfAnHour);
  return alarm(watch, {
    id: 'EmailsNotLeaving',
    name: 'emails-not-leaving',
    description: 'Invitations were sent in the last half an hour, and send-invitation-email dealt with none of them.',
    metric: whether(
      'FILL(sent, 0) + FILL(resent, 0) > 0 AND FILL(mailed, 0) + FILL(unmailed, 0) == 0',
      'invitations, and no email',
      {
        sent: count('InvitationsSent'),
        resent: count('InvitationsResent'),
        mailed: count('EmailsSent'),
        unmailed: count('EmailsNotSent'),
      },
      halfAnHour,
    ),
    threshold: 1,
  });
};

/** The same of the other reader: each change that asks for an email is one for the audit log, too. */
export const changesNotRecordedAlarm = (watch: Watch, mailer: LambdaFunction, recorder: LambdaFunction): Alarm => {
  // Of batches of the stream alone, not of what an operator feeds back.
  const batches = (fn: LambdaFunction) => fn.metric('IteratorAge', { period: halfAnHour, statistic: 'SampleCount' });
  return alarm(watch, {
    id: 'ChangesNotRecorded',
    name: 'changes-not-recorded',
    description: 'The table changed in the last half an hour, and record-changes read nothing.',
    metric: whether(
      // What the mailer tries again and again after hours, the other reader has long had.
      `FILL(mailer, 0) > 0 AND FILL(recorder, 0) == 0 AND FILL(age, 0) < ${longestDelay.toMilliseconds()}`,
      'changes, and none recorded',
      {
        mailer: batches(mailer),
        recorder: batches(recorder),
        age: mailer.metric('IteratorAge', { period: halfAnHour, statistic: 'Maximum' }),
      },
      halfAnHour,
    ),
    threshold: 1,
  });
};

/** Rings as long as any record is parked. */
export const parkedRecordsAlarm = (watch: Watch, queue: Queue): Alarm =>
  alarm(watch, {
    id: 'FailureQueueNotEmpty',
    name: 'failure-queue-not-empty',
    description: 'Records of the table, or events of SES, could not be handled and wait in the failure queue.',
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: 'Maximum' }),
    threshold: 1,
  });
