import type { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '#core/deployment.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/**
 * Namespace of the custom metrics, which CloudWatch extracts from the logs of our functions.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const metricNamespace = 'Invitations';

/** Names of the metrics that filters of the API's access log count. */
export const throttledRequests = 'RequestsThrottled';
export const refusedTokens = 'TokensRefused';

/** Returns a metric that our functions or the API write into their logs. */
export const customMetric = (
  { stage }: StageSettings,
  metricName: MetricName | typeof throttledRequests | typeof refusedTokens,
  period: Duration,
  statistic = 'Sum',
): IMetric =>
  new Metric({
    namespace: metricNamespace,
    metricName,
    dimensionsMap: { Stage: stage },
    period,
    statistic,
    ...(statistic !== 'Sum' && { label: `${metricName} ${statistic}` }),
  });
