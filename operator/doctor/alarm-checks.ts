import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { type Check, type Finding, right, rightUnless, wrong } from './finding.ts';
import { type DeployedStage, edgeRegion } from './stage.ts';

const alarmsIn = async (client: CloudWatchClient, stage: string): Promise<MetricAlarm[]> => {
  const alarms: MetricAlarm[] = [];
  const asked = { AlarmNamePrefix: `invitations-${stage}-` };
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, asked)) alarms.push(...MetricAlarms);
  return alarms;
};

/** Returns the alarms of the stage's region and those on CloudFront, without duplicates if both are in one region. */
const alarmsOf = async (stage: string): Promise<MetricAlarm[]> => {
  const clients = [new CloudWatchClient(), new CloudWatchClient({ region: edgeRegion })];
  const found = (await Promise.all(clients.map((client) => alarmsIn(client, stage)))).flat();
  return [...new Map(found.map((alarm) => [alarm.AlarmName, alarm])).values()];
};

const alarms = ({ stage, keepsState }: DeployedStage): Check => ({
  about: 'alarms',
  look: async () => {
    const all = await alarmsOf(stage);
    if (all.length === 0)
      return [
        keepsState
          ? wrong("there are none: remove alarms: false from the stage's file, and deploy")
          : right('a stage without retained data needs none'),
      ];
    const ringing = all.filter(({ StateValue }) => StateValue === 'ALARM');
    const silent = all.filter(({ ActionsEnabled }) => ActionsEnabled === false);
    if (ringing.length === 0 && silent.length === 0) return [right(`none of ${all.length} rings`)];
    return [
      ...ringing.map(({ AlarmName, AlarmDescription }) => wrong(`${AlarmName} rings. ${AlarmDescription}`)),
      ...silent.map(({ AlarmName }) =>
        wrong(`${AlarmName} notifies no topic: aws cloudwatch enable-alarm-actions --alarm-names ${AlarmName}`),
      ),
    ];
  },
});

/** A topic. Without `region` it is in the stage's region. */
type Topic = { readonly arn: string; readonly output: string; readonly region?: string };

const subscriptionsOf = async ({ arn, output, region }: Topic, keepsState: boolean): Promise<Finding> => {
  const client = new SNSClient(region ? { region } : {});
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }));
  const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'));
  const faults = [
    keepsState &&
      Subscriptions.length === 0 &&
      `it has no subscription: put alarmEmail into the stage's file and deploy, or subscribe a pager to ${output}`,
    keepsState &&
      confirmed.length === 0 &&
      `no subscription of ${output} is confirmed: open the link in the email that SNS sent to the subscriber`,
  ];
  return rightUnless(faults, `${output} has ${confirmed.length} confirmed subscriptions`);
};

const subscribers = ({ output, keepsState, edgeAlarmTopicArn }: DeployedStage): Check => ({
  about: 'alarm topic',
  look: async () => {
    const topics: Topic[] = [{ arn: output('AlarmTopicArn'), output: 'AlarmTopicArn' }];
    if (edgeAlarmTopicArn) topics.push({ arn: edgeAlarmTopicArn, output: 'EdgeAlarmTopicArn', region: edgeRegion });
    return Promise.all(topics.map((topic) => subscriptionsOf(topic, keepsState)));
  },
});

const edge = ({ keepsState, edgeAlarmTopicArn }: DeployedStage): Check => ({
  about: 'alarms of CloudFront',
  look: async () => {
    const fault =
      "there are none: put account and region into the stage's file, bootstrap us-east-1 (docs/first-hour.md, step 2) and deploy";
    return [rightUnless([keepsState && edgeAlarmTopicArn === undefined && fault], 'exist, or are not needed')];
  },
});

export const alarmChecks = (deployed: DeployedStage): Check[] => [
  alarms(deployed),
  edge(deployed),
  subscribers(deployed),
];
