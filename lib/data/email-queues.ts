import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { mostEmailReceives } from '#core/deployment.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge, acknowledgeControl } from '#lib/stacks/acknowledge.ts';
import { removalPolicy } from './removal-policy.ts';

export type EmailQueues = {
  /** Emails to send. Message bodies hold ids only. */
  readonly emails: Queue;
  /** Failed emails, until an operator replays them. */
  readonly deadLetters: Queue;
};

/**
 * Six times the timeout of the sender, as AWS recommends for SQS event sources.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const visibilityTimeout = Duration.minutes(3);

/**
 * Creates a fair queue and its dead-letter queue. Messages have a group; while one group is noisy, SQS delivers those of
 * quiet groups first.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
 */
export const emailQueues = (scope: Construct, settings: StageSettings): EmailQueues => {
  const properties = {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: removalPolicy(settings),
  };
  const deadLetters = new Queue(scope, 'EmailDeadLetters', {
    ...properties,
    queueName: `invitations-${settings.stage}-emails-dead-letters`,
  });
  const reason = 'It is the dead-letter queue: its messages are retained for an operator.';
  acknowledge(deadLetters, 'SQS3', reason);
  acknowledgeControl(deadLetters, 'sqs_dlq_check', reason);
  const emails = new Queue(scope, 'Emails', {
    ...properties,
    queueName: `invitations-${settings.stage}-emails`,
    visibilityTimeout,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: mostEmailReceives },
  });
  return { emails, deadLetters };
};
