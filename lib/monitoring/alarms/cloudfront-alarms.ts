import { type Alarm, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { alarm, fiveMinutes, type Watch, whether } from './alarm.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
const ofDistribution = (distributionId: string, metricName: string, statistic: string): IMetric =>
  new Metric({
    namespace: 'AWS/CloudFront',
    metricName,
    dimensionsMap: { DistributionId: distributionId, Region: 'Global' },
    period: fiveMinutes,
    statistic,
  });

type Failing = {
  readonly status: '4xx' | '5xx';
  readonly id: string;
  readonly name: string;
  /** Thresholds: number of requests, and percentage. */
  readonly fewest: number;
  readonly percent: number;
};

// CloudFront reports the number of requests, and errors as a percentage of them.
const failing: readonly Failing[] = [
  { status: '5xx', id: 'CloudFrontServerErrors', name: 'cloudfront-server-errors', fewest: 5, percent: 1 },
  // A few requests with expired tokens are normal. This many indicate a script or an attack.
  { status: '4xx', id: 'CloudFrontClientErrors', name: 'cloudfront-client-errors', fewest: 1_000, percent: 50 },
];

/**
 * Ring when CloudFront returns errors of its own, of the API or of the files. They also cover a flood that API Gateway
 * does not log. CloudFront's metrics exist only in us-east-1, and arrive minutes late.
 */
export const cloudFrontAlarms = (watch: Watch, distributionId: string): Alarm[] =>
  failing.map(({ status, id, name, fewest, percent }) =>
    alarm(watch, {
      id,
      name,
      description: `CloudFront returned ${status} for at least ${fewest} requests in five minutes, and for at least ${percent} %, twice.`,
      metric: whether(
        `requests * rate / 100 >= ${fewest} AND rate >= ${percent}`,
        `${status} by CloudFront`,
        {
          requests: ofDistribution(distributionId, 'Requests', 'Sum'),
          rate: ofDistribution(distributionId, `${status}ErrorRate`, 'Average'),
        },
        fiveMinutes,
      ),
      threshold: 1,
      dataPoints: { toAlarm: 2, of: 3 },
    }),
  );
