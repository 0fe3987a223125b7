import type { Alarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { tableSchema } from '#core/deployment.ts';
import { alarm, fiveMinutes, sumOf, type Watch } from './alarm.ts';

/**
 * Returns the throttling metrics of the table and of each index. The table's own metrics do not include the indexes.
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

/** Rings when DynamoDB throttled many requests. A few are retried without effect on callers. */
export const throttledTableAlarm = (watch: Watch, table: Table): Alarm => {
  return alarm(watch, {
    id: 'TableThrottled',
    name: 'table-throttled',
    description: 'DynamoDB throttled at least a hundred requests in five minutes.',
    metric: sumOf(throttleMetrics(table), fiveMinutes),
    threshold: 100,
  });
};
