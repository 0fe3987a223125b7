import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type FunctionName, kebabCase, pascalCase } from '#lib/functions/deployed-functions.ts';
import { alarm, fiveMinutes, type Watch } from './alarm.ts';

/** Runbook headings of functions whose failure has wider effects. */
const runbooks: Partial<Record<FunctionName, string>> = {
  // If it fails, Cognito issues no token: sign-in fails and sessions end.
  // https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
  preTokenGeneration: 'sign-in-failing',
};

/** Rings when a function throws or times out. A problem response is not a failure. */
export const errorsAlarm = (watch: Watch, name: FunctionName, fn: LambdaFunction): Alarm =>
  alarm(watch, {
    id: `${pascalCase(name)}Errors`,
    name: `${kebabCase(name)}-errors`,
    description: `${kebabCase(name)} failed or timed out.`,
    runbook: runbooks[name] ?? 'function-errors',
    metric: fn.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 1,
  });

/**
 * Rings when Lambda throttles calls for ten minutes: this or another system uses up the account's concurrency.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export const throttledFunctionsAlarm = (watch: Watch): Alarm =>
  alarm(watch, {
    id: 'FunctionsThrottled',
    name: 'functions-throttled',
    description:
      'Lambda throttled at least ten calls in five minutes, twice: the concurrency of the account is used up.',
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', period: fiveMinutes, statistic: 'Sum' }),
    threshold: 10,
    dataPoints: { toAlarm: 2, of: 3 },
  });
