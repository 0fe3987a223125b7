import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { customMetric, metricNamespace, refusedTokens, throttledRequests } from '#lib/monitoring/custom-metric.ts';
import { alarm, fiveMinutes, type Watch } from './alarm.ts';

/** Rings after five 5xx responses in five minutes. A single one is covered by the errors alarms. */
export const serverErrorsAlarm = (watch: Watch, api: HttpApi): Alarm =>
  alarm(watch, {
    id: 'ApiServerErrors',
    name: 'api-server-errors',
    description: 'The API returned 5xx at least five times in five minutes.',
    metric: api.metricServerError({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 5,
  });

/** Counts lines of the access log. Its format has the stage. */
const countLines = ({ scope }: Watch, accessLog: ILogGroup, metricName: string, pattern: string): MetricFilter =>
  new MetricFilter(scope, metricName, {
    logGroup: accessLog,
    filterPattern: FilterPattern.literal(pattern),
    metricNamespace,
    metricName,
    metricValue: '1',
    dimensions: { Stage: '$.stage' },
  });

/**
 * Rings after API Gateway throttled a hundred requests. CloudWatch does not separate them from other 4xx, so a filter
 * counts them in the access log. In a flood API Gateway may not log all of them: CloudFront's alarm rings then.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-monitor.html
 */
export const throttledApiAlarm = (watch: Watch, accessLog: ILogGroup): Alarm => {
  countLines(watch, accessLog, throttledRequests, '{ ($.status = "429") && ($.functionLatencyMs = "-") }');
  return alarm(watch, {
    id: 'ApiThrottled',
    name: 'api-throttled',
    description: 'API Gateway throttled at least a hundred requests in five minutes.',
    metric: customMetric(watch.settings, throttledRequests, fiveMinutes),
    threshold: 100,
  });
};

/**
 * Rings after the authorizer refused 500 tokens: somebody tries tokens, or a script goes on with an old one. The console
 * renews its token before it expires.
 */
export const refusedTokensAlarm = (watch: Watch, accessLog: ILogGroup): Alarm => {
  countLines(watch, accessLog, refusedTokens, '{ $.status = "401" }');
  return alarm(watch, {
    id: 'ManyTokensRefused',
    name: 'tokens-refused',
    description: 'API Gateway refused at least 500 requests without a valid token in five minutes.',
    metric: customMetric(watch.settings, refusedTokens, fiveMinutes),
    threshold: 500,
  });
};
