import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { StageSettings } from './stage-settings.ts';

/** Records of the stream that could not be handled, parked whole for an operator to look at. */
export const failureQueue = (scope: Construct, { stage }: StageSettings): Queue => {
  const queue = new Queue(scope, 'FailureQueue', {
    queueName: `invitations-${stage}-failures`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    visibilityTimeout: Duration.minutes(5),
  });
  acknowledge(queue, 'SQS3', 'It is the dead-letter queue: what is in it waits for a person.');
  return queue;
};
