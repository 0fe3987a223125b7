import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { type Check, right, rightUnless, wrong } from './finding.ts';
import type { DeployedStage } from './stage.ts';

const alarmsOf = async (stage: string): Promise<MetricAlarm[]> => {
  const alarms: MetricAlarm[] = [];
  const asked = { AlarmNamePrefix: `invitations-${stage}-` };
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: new CloudWatchClient() }, asked))
    alarms.push(...MetricAlarms);
  return alarms;
};

const alarms = ({ stage, keepsState }: DeployedStage): Check => ({
  about: 'alarms',
  look: async () => {
    const all = await alarmsOf(stage);
    if (all.length === 0)
      return [
        keepsState
          ? wrong('there are none: take alarms: false out of the file of the stage, and deploy')
          : right('none watch a stage that keeps nothing'),
      ];
    const ringing = all.filter(({ StateValue }) => StateValue === 'ALARM');
    const silent = all.filter(({ ActionsEnabled }) => ActionsEnabled === false);
    if (ringing.length === 0 && silent.length === 0) return [right(`none of ${all.length} rings`)];
    return [
      ...ringing.map(({ AlarmName, AlarmDescription }) => wrong(`${AlarmName} rings. ${AlarmDescription}`)),
      ...silent.map(({ AlarmName }) =>
        wrong(`${AlarmName} tells nobody: aws cloudwatch enable-alarm-actions --alarm-names ${AlarmName}`),
      ),
    ];
  },
});

const subscribers = ({ output, keepsState }: DeployedStage): Check => ({
  about: 'alarm topic',
  look: async () => {
    const TopicArn = output('AlarmTopicArn');
    const { Subscriptions = [] } = await new SNSClient().send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'));
    const faults = [
      keepsState &&
        Subscriptions.length === 0 &&
        'nobody is told: put alarmEmail into the file of the stage and deploy, or subscribe a pager to AlarmTopicArn',
      keepsState &&
        confirmed.length === 0 &&
        'nobody has confirmed: follow the link in the email that SNS sent to the subscriber',
    ];
    return [rightUnless(faults, `${confirmed.length} confirmed subscriptions`)];
  },
});

export const alarmChecks = (deployed: DeployedStage): Check[] => [alarms(deployed), subscribers(deployed)];
