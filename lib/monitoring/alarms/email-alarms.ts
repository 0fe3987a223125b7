import { Duration } from 'aws-cdk-lib';
import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric } from '#lib/monitoring/custom-metric.ts';
import { alarm, before, sumOf, type Watch, whether } from './alarm.ts';

const anHour = Duration.hours(1);

// SES puts an account under review at 5 % and 0.1 %, and may pause it at 10 % and 0.5 %.
// https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html
const reputations = [
  { rate: 'Bounce', threshold: 0.04, percent: '4 %', limit: '5 %' },
  { rate: 'Complaint', threshold: 0.0008, percent: '0.08 %', limit: '0.1 %' },
];

/**
 * Ring before SES starts to ask questions: about the whole account, as SES does.
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
 */
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
        period: anHour,
        statistic: 'Maximum',
      }),
      threshold,
    }),
  );

/**
 * Rings when ten emails in an hour did not arrive, and one in twenty of those sent in two hours: a bounce may come an
 * hour after its email. SES's own rates need days to rise.
 */
export const undeliveredAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'EmailsUndelivered',
    name: 'emails-undelivered',
    description: 'Ten emails or more in an hour were not delivered, and more than 5 % of those sent.',
    metric: whether(
      `FILL(undelivered, 0) >= 10 AND FILL(undelivered, 0) > 0.05 * (sent + ${before('sent')})`,
      'undelivered emails',
      {
        undelivered: ownMetric(watch.settings, 'EmailsUndelivered', anHour),
        sent: sumOf({ emailsSent: ownMetric(watch.settings, 'EmailsSent', anHour) }, anHour),
      },
      anHour,
    ),
    threshold: 1,
    // Two, so that CloudWatch reads the hour before the latest.
    dataPoints: { toAlarm: 1, of: 2 },
  });

/**
 * Rings at four fifths of what SES lets the account send in 24 hours. CloudWatch knows the emails, and not the quota.
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-monitor.html
 */
export const emailQuotaAlarm = (watch: Watch): Alarm => {
  const { emailsPerDay } = watch.settings;
  const threshold = Math.floor(emailsPerDay * 0.8);
  return alarm(watch, {
    id: 'EmailQuota',
    name: 'email-quota',
    description: `The account sent ${threshold} emails or more in 24 hours; SES takes ${emailsPerDay}.`,
    metric: new Metric({ namespace: 'AWS/SES', metricName: 'Send', period: Duration.hours(24), statistic: 'Sum' }),
    threshold,
  });
};

/** Rings when an organization was paused, by an operator or because too many of its emails failed. */
export const pausedAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'OrganizationPaused',
    name: 'organization-paused',
    description:
      'An organization was paused: too many of its emails bounced or were reported as spam, or an operator did it.',
    runbook: 'organization-paused',
    metric: ownMetric(watch.settings, 'OrganizationsPaused', anHour),
    threshold: 1,
  });
