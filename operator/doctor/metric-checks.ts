import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { type Check, rightUnless } from './finding.ts';
import type { DeployedStage } from './stage.ts';

const hour = 3_600_000;
const period = 3_600;

/** Returns the values of each series that a query finds in the last day. */
const seriesOf = async (queries: readonly MetricDataQuery[], region?: string): Promise<number[][]> => {
  const now = Date.now();
  const { MetricDataResults = [] } = await new CloudWatchClient(region ? { region } : {}).send(
    new GetMetricDataCommand({
      StartTime: new Date(now - 24 * hour),
      EndTime: new Date(now),
      MetricDataQueries: [...queries],
    }),
  );
  return MetricDataResults.map(({ Values = [] }) => Values);
};

type Dimensions = Readonly<Record<string, string>>;

const metric = (Id: string, Namespace: string, MetricName: string, dimensions: Dimensions, Stat: string) => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace,
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: period,
    Stat,
  },
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
const searches = ({ stage }: DeployedStage): Check => ({
  about: 'dashboard',
  look: async () => {
    const Expression = `SEARCH('{AWS/Lambda,FunctionName} MetricName="Errors" FunctionName=invitations-${stage}', 'Sum')`;
    const found = await seriesOf([{ Id: 'e1', Expression, Period: period }]);
    const fault =
      'its searches find no function: run npm run smoke, and check lib/monitoring/dashboard.ts if they still find none';
    return [rightUnless([found.length === 0 && fault], `its searches find ${found.length} functions`)];
  },
});

// Alarms sum up metrics, and some of these may never have been published.
const filling: Check = {
  about: 'metric math',
  look: async () => {
    const never = { ...metric('m1', 'Invitations', 'NeverPublished', { Stage: 'none' }, 'Sum'), ReturnData: false };
    const [values = []] = await seriesOf([{ Id: 'e1', Expression: 'FILL(m1, 0)' }, never]);
    const fault =
      'FILL returns no 0 for a metric without data: alarms on sums stay silent until each of their metrics was published once (step 8 of docs/first-deployment.md)';
    return [rightUnless([values.length === 0 && fault], 'FILL returns 0 for a metric that was never published')];
  },
};

const signIns = ({ output }: DeployedStage): Check => ({
  about: 'sign-in metric',
  look: async () => {
    const dimensions = {
      UserPool: output('UserPoolId'),
      UserPoolClient: output('ClientId'),
      IdentityProvider: 'Google',
    };
    const [values = []] = await seriesOf([
      metric('m1', 'AWS/Cognito', 'FederationSuccesses', dimensions, 'SampleCount'),
    ]);
    const fault =
      'no sign-in was counted in the last day: sign in, wait 15 minutes, and check again. If there is still none, sign-in-failing can not ring (step 8 of docs/first-deployment.md)';
    return [
      rightUnless(
        [values.length === 0 && fault],
        'Cognito counts sign-ins with Google under the dimensions of the alarm',
      ),
    ];
  },
});

const edgeRequests = ({ output }: DeployedStage): Check => ({
  about: 'CloudFront metric',
  look: async () => {
    const dimensions = { DistributionId: output('ConsoleDistributionId'), Region: 'Global' };
    const [values = []] = await seriesOf([metric('m1', 'AWS/CloudFront', 'Requests', dimensions, 'Sum')], 'us-east-1');
    const fault = 'no request was counted in the last day: open the console, wait 15 minutes, and check again';
    return [
      rightUnless([values.length === 0 && fault], 'CloudFront counts requests under the dimensions of the alarms'),
    ];
  },
});

/** Checks of the metrics that alarms and dashboard use. They need a stage with some traffic. */
export const metricChecks = (deployed: DeployedStage): Check[] => [
  searches(deployed),
  filling,
  signIns(deployed),
  edgeRequests(deployed),
];
