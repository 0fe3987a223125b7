import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { customMetric } from '#lib/monitoring/custom-metric.ts';
import { alarm, type Watch } from './alarm.ts';

/** Rings when many people become admins: an account that was taken over gives its rights to others first. */
export const adminsAddedAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'AdminsAdded',
    name: 'admins-added',
    description: 'At least 20 people became admins of organizations in an hour.',
    metric: customMetric(watch.settings, 'AdminsAdded', Duration.hours(1)),
    threshold: 20,
  });
