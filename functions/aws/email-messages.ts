import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { settings } from './settings.ts';
import { timeouts } from './timeouts.ts';

const client = new SQSClient({ requestHandler: timeouts });

const firstDelaySeconds = 2;
const longestDelaySeconds = 15 * 60;

/** Doubles with each receive, and is shortened at random by up to half, so that messages do not return together. */
const delayAfter = (receives: number): number =>
  Math.ceil(Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** (receives - 1)) * (0.5 + Math.random() / 2));

/**
 * Hides a failed message until its next attempt.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
export const retryLater = async ({ receiptHandle }: SQSRecord, receives: number): Promise<void> => {
  const VisibilityTimeout = delayAfter(receives);
  const asked = { QueueUrl: settings.emailQueueUrl(), ReceiptHandle: receiptHandle, VisibilityTimeout };
  await client.send(new ChangeMessageVisibilityCommand(asked));
};

/** Sends a message to the email dead-letter queue, with the name of its error. */
export const deadLetter = async ({ body, attributes }: SQSRecord, error: unknown): Promise<void> => {
  const StringValue = error instanceof Error ? error.name : typeof error;
  const { MessageGroupId } = attributes;
  const command = new SendMessageCommand({
    QueueUrl: settings.emailDeadLetterQueueUrl(),
    MessageBody: body,
    MessageAttributes: { error: { DataType: 'String', StringValue } },
    ...(MessageGroupId !== undefined && { MessageGroupId }),
  });
  await client.send(command);
};

/**
 * Makes SQS move all messages of the email dead-letter queue back to the email queue. Returns their approximate number.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const redriveEmails = async (): Promise<number> => {
  const asked = { AttributeNames: ['ApproximateNumberOfMessages' as const] };
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: settings.emailDeadLetterQueueUrl(), ...asked }),
  );
  const count = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  if (count === 0) return 0;
  const [SourceArn, DestinationArn] = [settings.emailDeadLetterQueueArn(), settings.emailQueueArn()];
  await client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
  return count;
};
