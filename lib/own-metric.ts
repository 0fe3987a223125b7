import type { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageSettings } from './stage-settings.ts';

/** Where our functions' numbers are, which CloudWatch reads out of their logs. */
export const ownNamespace = 'Invitations';

/** A number that our functions write into their logs. */
export const ownMetric = ({ stage }: StageSettings, metricName: string, period: Duration, statistic = 'Sum'): IMetric =>
  new Metric({
    namespace: ownNamespace,
    metricName,
    dimensionsMap: { Stage: stage },
    period,
    statistic,
    ...(statistic !== 'Sum' && { label: `${metricName} ${statistic}` }),
  });
