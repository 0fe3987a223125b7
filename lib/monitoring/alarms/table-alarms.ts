import type { Alarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { tableSchema } from '#core/deployment.ts';
import { alarm, fiveMinutes, sumOf, type Watch } from './alarm.ts';

/**
 * Requests that DynamoDB throttled, by the table and by each index: the table's own metrics leave the indexes out.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export const throttleMetrics = (table: Table): Readonly<Record<string, IMetric>> => {
  const kinds = { reads: 'ReadThrottleEvents', writes: 'WriteThrottleEvents' };
  const places = ['', ...Object.keys(tableSchema.indexes)];
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, metricName]) =>
      places.map((index) => [
        `${kind}${index}`,
        table.metric(metricName, {
          dimensionsMap: { TableName: table.tableName, ...(index && { GlobalSecondaryIndexName: index }) },
          period: fiveMinutes,
          statistic: 'Sum',
          label: `${metricName} ${index}`.trim(),
        }),
      ]),
    ),
  );
};

/** Rings when DynamoDB turned many requests away. A few in a rush are retried, and nobody notices. */
export const throttledTableAlarm = (watch: Watch, table: Table): Alarm => {
  return alarm(watch, {
    id: 'TableThrottled',
    name: 'table-throttled',
    description: 'DynamoDB turned a hundred requests or more away in five minutes.',
    metric: sumOf(throttleMetrics(table), fiveMinutes),
    threshold: 100,
  });
};
