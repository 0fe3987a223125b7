import { type App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { alarmTopic } from '#lib/monitoring/alarm-topic.ts';
import { cloudFrontAlarms } from '#lib/monitoring/alarms/cloudfront-alarms.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import type { StateStack } from './state-stack.ts';

/**
 * Alarms on CloudFront, with their own topic. CloudFront's metrics exist only in us-east-1, and an alarm uses metrics
 * and topics of its own region.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export class EdgeAlarmsStack extends Stack {
  constructor(app: App, settings: StageSettings, state: StateStack) {
    const { stage, account, region } = settings;
    super(app, `invitations-${stage}-edge-alarms`, {
      env: { account, region: 'us-east-1' },
      description: 'Invitations: alarms on CloudFront',
    });
    this.addStackDependency(state);
    const topic = alarmTopic(this, settings, `invitations-${stage}-edge-alarms`);
    // Resolved at deployment: a stack import would prevent changes of the stateful stack.
    const distributionId = Fn.getStackOutput(state.stackName, 'ConsoleDistributionId', region);
    cloudFrontAlarms({ scope: this, settings, topic }, distributionId);
    new CfnOutput(this, 'EdgeAlarmTopicArn', { value: topic.topicArn });
  }
}
