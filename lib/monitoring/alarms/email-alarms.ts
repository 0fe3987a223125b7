import { Duration } from 'aws-cdk-lib';
import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { customMetric } from '#lib/monitoring/custom-metric.ts';
import { alarm, before, sumOf, type Watch, whether } from './alarm.ts';

const anHour = Duration.hours(1);

// SES reviews an account at 5 % and 0.1 %, and may pause it at 10 % and 0.5 %.
// https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html
const reputations = [
  { rate: 'Bounce', threshold: 0.04, percent: '4 %', limit: '5 %' },
  { rate: 'Complaint', threshold: 0.0008, percent: '0.08 %', limit: '0.1 %' },
];

/**
 * Ring before SES reviews the account. The rates are those of the whole account.
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
 */
export const reputationAlarms = (watch: Watch): Alarm[] =>
  reputations.map(({ rate, threshold, percent, limit }) =>
    alarm(watch, {
      id: `${rate}Rate`,
      name: `${rate.toLowerCase()}-rate`,
      description: `The ${rate.toLowerCase()} rate of the account is at least ${percent}. SES reviews it at ${limit}.`,
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
 * Rings when ten emails in an hour were not delivered, and one in twenty of those sent in two hours, because a bounce may
 * arrive an hour after its email. SES's own rates need days to rise.
 */
export const undeliveredAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'EmailsUndelivered',
    name: 'emails-undelivered',
    description: 'At least ten emails in an hour were not delivered, and more than 5 % of those sent.',
    metric: whether(
      `FILL(undelivered, 0) >= 10 AND FILL(undelivered, 0) > 0.05 * (sent + ${before('sent')})`,
      'undelivered emails',
      {
        undelivered: customMetric(watch.settings, 'EmailsUndelivered', anHour),
        sent: sumOf({ emailsSent: customMetric(watch.settings, 'EmailsSent', anHour) }, anHour),
      },
      anHour,
    ),
    threshold: 1,
    // Two, so that CloudWatch reads the previous hour.
    dataPoints: { toAlarm: 1, of: 2 },
  });

/**
 * Rings at 80 % of the SES sending quota for 24 hours. CloudWatch has a metric for emails, but not for the quota.
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-monitor.html
 */
export const emailQuotaAlarm = (watch: Watch): Alarm => {
  const { emailsPerDay } = watch.settings;
  const threshold = Math.floor(emailsPerDay * 0.8);
  return alarm(watch, {
    id: 'EmailQuota',
    name: 'email-quota',
    description: `The account sent at least ${threshold} emails in 24 hours. Its SES quota is ${emailsPerDay}.`,
    metric: new Metric({ namespace: 'AWS/SES', metricName: 'Send', period: Duration.hours(24), statistic: 'Sum' }),
    threshold,
  });
};

/** Rings when an organization is paused, by an operator or because too many of its emails failed. */
export const pausedAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'OrganizationPaused',
    name: 'organization-paused',
    description:
      'An organization was paused by an operator, or because too many of its emails bounced or were reported as spam.',
    runbook: 'organization-paused',
    metric: customMetric(watch.settings, 'OrganizationsPaused', anHour),
    threshold: 1,
  });

/** Rings when an organization used up its emails of the day, which stops its other invitations. */
export const emailLimitAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'OrganizationEmailLimit',
    name: 'organization-email-limit',
    description: 'An organization has sent all emails that it may send on this day.',
    metric: customMetric(watch.settings, 'EmailLimitsReached', anHour),
    threshold: 1,
  });
