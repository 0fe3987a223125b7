import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { type Check, rightUnless } from './finding.ts';
import type { DeployedStage } from './stage.ts';

const hour = 3_600_000;
const period = 3_600;

/** The series that a query finds over the last day, each as its values. */
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
      'its searches find no function: run npm run smoke, and look at lib/monitoring/dashboard.ts if they still find none';
    return [rightUnless([found.length === 0 && fault], `its searches find ${found.length} functions`)];
  },
});

// Alarms add metrics up of which some may never have been published.
const filling: Check = {
  about: 'metric math',
  look: async () => {
    const never = { ...metric('m1', 'Invitations', 'NeverPublished', { Stage: 'none' }, 'Sum'), ReturnData: false };
    const [values = []] = await seriesOf([{ Id: 'e1', Expression: 'FILL(m1, 0)' }, never]);
    const fault =
      'FILL gives no 0 for a metric without data: alarms on sums stay silent until each of their metrics was published once (step 8 of docs/first-deployment.md)';
    return [rightUnless([values.length === 0 && fault], 'FILL gives 0 for a metric that was never published')];
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
      'Cognito has counted no sign-in of the last day: sign in, wait a quarter of an hour, and look again. If it still counts none, sign-in-failing can not ring (step 8 of docs/first-deployment.md)';
    return [rightUnless([values.length === 0 && fault], 'Cognito counts sign-ins with Google where the alarm looks')];
  },
});

const edgeRequests = ({ output }: DeployedStage): Check => ({
  about: 'CloudFront metric',
  look: async () => {
    const dimensions = { DistributionId: output('ConsoleDistributionId'), Region: 'Global' };
    const [values = []] = await seriesOf([metric('m1', 'AWS/CloudFront', 'Requests', dimensions, 'Sum')], 'us-east-1');
    const fault =
      'CloudFront has counted no request of the last day: open the console, wait a quarter of an hour, and look again';
    return [rightUnless([values.length === 0 && fault], 'CloudFront counts requests where the alarms look')];
  },
});

/** What alarms and dashboard rely on, and only a stage that was used shows. */
export const metricChecks = (deployed: DeployedStage): Check[] => [
  searches(deployed),
  filling,
  signIns(deployed),
  edgeRequests(deployed),
];
