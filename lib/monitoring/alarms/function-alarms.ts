import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type FunctionName, kebabCase, pascalCase } from '#lib/functions/deployed-functions.ts';
import { alarm, fiveMinutes, type Watch } from './alarm.ts';

/** Headings of functions whose failing means more than the failing of others. */
const runbooks: Partial<Record<FunctionName, string>> = {
  // Where it fails Cognito gives out no token: nobody signs in, and sessions end.
  // https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
  preTokenGeneration: 'sign-in-failing',
};

/** Rings when a function failed: an answer that is a problem is no failure, an exception or a time-out is. */
export const errorsAlarm = (watch: Watch, name: FunctionName, fn: LambdaFunction): Alarm =>
  alarm(watch, {
    id: `${pascalCase(name)}Errors`,
    name: `${kebabCase(name)}-errors`,
    description: `${kebabCase(name)} failed or ran out of time.`,
    runbook: runbooks[name] ?? 'function-errors',
    metric: fn.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 1,
  });

/**
 * Rings when Lambda throttles calls for ten minutes: the account's concurrency is used up, by this system or another.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export const throttledFunctionsAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'FunctionsThrottled',
    name: 'functions-throttled',
    description:
      'Lambda throttled ten calls or more in five minutes, twice: the concurrency of the account is used up.',
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', period: fiveMinutes, statistic: 'Sum' }),
    threshold: 10,
    dataPoints: { toAlarm: 2, of: 3 },
  });
