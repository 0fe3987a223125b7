import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { customMetric, metricNamespace, throttledRequests } from '#lib/monitoring/custom-metric.ts';
import { alarm, fiveMinutes, type Watch } from './alarm.ts';

/** Rings when callers were told five times in five minutes that it is our fault. One alone is in the errors alarms. */
export const serverErrorsAlarm = (watch: Watch, api: HttpApi): Alarm =>
  alarm(watch, {
    id: 'ApiServerErrors',
    name: 'api-server-errors',
    description: 'The API answered 5xx five times or more in five minutes.',
    metric: api.metricServerError({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 5,
  });

/**
 * Rings when API Gateway turned a hundred requests away. CloudWatch counts them among all 4xx: so they are counted by
 * the access log, where no function was asked. Of very many API Gateway may log nothing: CloudFront's alarm rings then.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-monitor.html
 */
export const throttledApiAlarm = (watch: Watch, accessLog: ILogGroup): Alarm => {
  new MetricFilter(watch.scope, throttledRequests, {
    logGroup: accessLog,
    filterPattern: FilterPattern.literal('{ ($.status = "429") && ($.functionLatencyMs = "-") }'),
    metricNamespace: metricNamespace,
    metricName: throttledRequests,
    metricValue: '1',
    dimensions: { Stage: '$.stage' },
  });
  return alarm(watch, {
    id: 'ApiThrottled',
    name: 'api-throttled',
    description: 'API Gateway turned a hundred requests or more away in five minutes.',
    metric: customMetric(watch.settings, throttledRequests, fiveMinutes),
    threshold: 100,
  });
};
