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
  /** What the alarm says of so many requests, and so many of a hundred. */
  readonly fewest: number;
  readonly percent: number;
};

// CloudFront counts requests, and has the errors as a percentage of them.
const failing: readonly Failing[] = [
  { status: '5xx', id: 'CloudFrontServerErrors', name: 'cloudfront-server-errors', fewest: 5, percent: 1 },
  // Expired tokens are a few of them at any time: this many at once is a script, or an attack.
  { status: '4xx', id: 'CloudFrontClientErrors', name: 'cloudfront-client-errors', fewest: 1_000, percent: 50 },
];

/**
 * Ring when CloudFront answers with errors, whoever made them: itself, the API or the files. API Gateway may log nothing
 * of a flood, which CloudFront still counts. Its metrics are in us-east-1 alone, and arrive minutes late.
 */
export const cloudFrontAlarms = (watch: Watch, distributionId: string): Alarm[] =>
  failing.map(({ status, id, name, fewest, percent }) =>
    alarm(watch, {
      id,
      name,
      description: `CloudFront answered ${status} to ${fewest} requests or more in five minutes, and to ${percent} % or more, twice.`,
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
