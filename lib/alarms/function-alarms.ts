import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type FunctionName, kebabCase, pascalCase } from '#lib/deployed-functions.ts';
import { alarm, fiveMinutes, type Watch } from './alarm.ts';

/** Rings when a function failed: an answer that is a problem is no failure, an exception or a time-out is. */
export const errorsAlarm = (watch: Watch, name: FunctionName, fn: LambdaFunction): Alarm =>
  alarm(watch, {
    id: `${pascalCase(name)}Errors`,
    name: `${kebabCase(name)}-errors`,
    description: `${kebabCase(name)} failed or ran out of time.`,
    runbook: 'function-errors',
    metric: fn.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 1,
  });

/** Rings when Lambda turns calls away: the account's concurrency is used up, by whomever. */
export const throttledFunctionsAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'FunctionsThrottled',
    name: 'functions-throttled',
    description: 'Lambda turned calls away in this region: the concurrency of the account is used up.',
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', period: fiveMinutes, statistic: 'Sum' }),
    threshold: 1,
  });
