import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { mailEventsRule } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge, acknowledgeControl } from '#lib/stacks/acknowledge.ts';
import { removalPolicy } from './removal-policy.ts';

/** Records of the stream, and events of SES, that could not be handled: parked whole for an operator to look at. */
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
  // The rule belongs to the other stack, which needs this queue: so it is named, not referred to.
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
  const reason = 'It is the dead-letter queue: what is in it waits for a person.';
  acknowledge(queue, 'SQS3', reason);
  acknowledgeControl(queue, 'sqs_dlq_check', reason);
  return queue;
};
