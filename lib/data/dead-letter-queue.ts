import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { mailEventsRule } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge, acknowledgeControl } from '#lib/stacks/acknowledge.ts';
import { removalPolicy } from './removal-policy.ts';

/** Creates the dead-letter queue: stream records and SES events that could not be processed wait there for an operator. */
export const deadLetterQueue = (scope: Construct, settings: StageSettings): Queue => {
  const queue = new Queue(scope, 'FailureQueue', {
    queueName: `invitations-${settings.stage}-failures`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    visibilityTimeout: Duration.minutes(5),
    removalPolicy: removalPolicy(settings),
  });
  const rule = Stack.of(scope).formatArn({
    service: 'events',
    resource: 'rule',
    resourceName: mailEventsRule(settings.stage),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  // Built from the name: the rule is in the other stack, which depends on this one.
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
  queue.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule } },
    }),
  );
  const reason = 'It is the dead-letter queue of the stream consumers.';
  acknowledge(queue, 'SQS3', reason);
  acknowledgeControl(queue, 'sqs_dlq_check', reason);
  return queue;
};
