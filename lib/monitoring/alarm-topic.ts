import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { removalPolicy } from '#lib/data/removal-policy.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** Creates the topic that alarms notify. Pagers and chats can subscribe to it too. */
export const alarmTopic = (scope: Construct, settings: StageSettings, topicName: string): Topic => {
  const { alarmEmail } = settings;
  const topic = new Topic(scope, 'Alarms', { topicName, enforceSSL: true });
  // Subscriptions were confirmed by hand.
  topic.applyRemovalPolicy(removalPolicy(settings));
  // This policy replaces the default that allows the whole account. Without the statement, alarms can't publish.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  topic.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
  return topic;
};
