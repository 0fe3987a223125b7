import { Duration } from 'aws-cdk-lib';
import type { Alarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { EmailQueues } from '#lib/data/email-queues.ts';
import { alarm, fiveMinutes, type Watch } from './alarm.ts';

const names = {
  visible: 'ApproximateNumberOfMessagesVisible',
  inFlight: 'ApproximateNumberOfMessagesNotVisible',
  age: 'ApproximateAgeOfOldestMessage',
  visibleInQuietGroups: 'ApproximateNumberOfMessagesVisibleInQuietGroups',
  ageInQuietGroups: 'ApproximateAgeOfOldestMessageInQuietGroups',
  noisyGroups: 'ApproximateNumberOfNoisyGroups',
} as const;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export const emailQueueMetrics = ({ emails }: EmailQueues): Readonly<Record<keyof typeof names, IMetric>> => {
  const metric = (name: string): IMetric =>
    emails.metric(name, { period: fiveMinutes, statistic: 'Maximum', label: name });
  return {
    visible: metric(names.visible),
    inFlight: metric(names.inFlight),
    age: metric(names.age),
    visibleInQuietGroups: metric(names.visibleInQuietGroups),
    ageInQuietGroups: metric(names.ageInQuietGroups),
    noisyGroups: metric(names.noisyGroups),
  };
};

const anHour = Duration.hours(1);
const twoMinutes = Duration.minutes(2);
const twice = { toAlarm: 2, of: 2 };

/**
 * Returns the alarms of the email queue. They ring when an email waits for an hour, or for two minutes in a quiet group,
 * when many groups are noisy, and when an email is dead-lettered.
 */
export const emailQueueAlarms = (watch: Watch, queues: EmailQueues): Alarm[] => {
  const metrics = emailQueueMetrics(queues);
  return [
    alarm(watch, {
      id: 'EmailQueueAge',
      name: 'email-queue-age',
      description: 'The oldest email in the queue is an hour old or more.',
      runbook: 'emails-wait-in-the-queue',
      metric: metrics.age,
      threshold: anHour.toSeconds(),
      dataPoints: twice,
    }),
    alarm(watch, {
      id: 'EmailQueueAgeInQuietGroups',
      name: 'email-queue-age-in-quiet-groups',
      description: 'An email of an organization with few emails is two minutes old or more.',
      runbook: 'emails-wait-in-the-queue',
      metric: metrics.ageInQuietGroups,
      threshold: twoMinutes.toSeconds(),
      dataPoints: twice,
    }),
    alarm(watch, {
      id: 'EmailQueueInQuietGroups',
      name: 'email-queue-in-quiet-groups',
      description: 'A hundred emails or more of organizations with few emails wait in the queue.',
      runbook: 'emails-wait-in-the-queue',
      metric: metrics.visibleInQuietGroups,
      threshold: 100,
      dataPoints: twice,
    }),
    alarm(watch, {
      id: 'EmailQueueNoisyGroups',
      name: 'email-queue-noisy-groups',
      description:
        'Ten organizations or more send in bulk at the same time: the sending rate of SES is too low for them.',
      runbook: 'emails-wait-in-the-queue',
      metric: metrics.noisyGroups,
      threshold: 10,
      dataPoints: twice,
    }),
    alarm(watch, {
      id: 'EmailDeadLetters',
      name: 'email-dead-letters',
      description: 'Emails could not be sent, and are in the email dead-letter queue.',
      metric: queues.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: fiveMinutes,
        statistic: 'Maximum',
      }),
      threshold: 1,
    }),
  ];
};
