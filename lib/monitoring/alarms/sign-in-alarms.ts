import { Duration } from 'aws-cdk-lib';
import { type Alarm, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { providerName, type SignIn } from '#lib/sign-in/sign-in.ts';
import { alarm, fiveMinutes, type Watch, whether } from './alarm.ts';

const quarterOfAnHour = Duration.minutes(15);

/** https://docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html */
const federation = ({ pool, clientId }: SignIn, metricName: string, statistic: string, period: Duration): IMetric =>
  new Metric({
    namespace: 'AWS/Cognito',
    metricName,
    dimensionsMap: { UserPool: pool.ref, UserPoolClient: clientId, IdentityProvider: providerName },
    statistic,
    period,
  });

/**
 * Rings when sign-ins with Google fail more often than they succeed. The metric is 1 for a success and 0 for a failure,
 * so its samples count the attempts, and its sum the successes.
 */
export const signInFailingAlarm = (watch: Watch, signIn: SignIn): Alarm => {
  const attempts = (statistic: string) => federation(signIn, 'FederationSuccesses', statistic, quarterOfAnHour);
  return alarm(watch, {
    id: 'SignInFailing',
    name: 'sign-in-failing',
    description: 'At least three sign-ins with Google failed in 15 minutes, and more than succeeded.',
    metric: whether(
      'FILL(attempts, 0) - FILL(successes, 0) >= 3 AND FILL(attempts, 0) > 2 * FILL(successes, 0)',
      'failing sign-ins',
      { attempts: attempts('SampleCount'), successes: attempts('Sum') },
      quarterOfAnHour,
    ),
    threshold: 1,
  });
};

/**
 * Rings when Cognito throttles sign-ins with Google because of its quota.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const signInThrottledAlarm = (watch: Watch, signIn: SignIn): Alarm =>
  alarm(watch, {
    id: 'SignInThrottled',
    name: 'sign-in-throttled',
    description: 'Cognito throttled at least ten sign-ins with Google in five minutes.',
    metric: federation(signIn, 'FederationThrottles', 'Sum', fiveMinutes),
    threshold: 10,
  });
