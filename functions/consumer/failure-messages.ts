import { DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { settings } from '#functions/aws/settings.ts';
import { timeouts } from '#functions/aws/timeouts.ts';

const client = new SQSClient({ requestHandler: timeouts });

/** Returns the approximate number of visible messages. */
export const countMessages = async (): Promise<number> => {
  const QueueUrl = settings.failureQueueUrl();
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  return Number((await client.send(asked)).Attributes?.ApproximateNumberOfMessages ?? 0);
};

/** Receives up to ten messages, which are invisible to others for the queue's visibility timeout. */
export const receiveMessages = async (): Promise<{ body: string; receipt: string }[]> => {
  const asked = new ReceiveMessageCommand({
    QueueUrl: settings.failureQueueUrl(),
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 1,
  });
  const { Messages = [] } = await client.send(asked);
  return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({ body: Body, receipt: ReceiptHandle }));
};

export const removeMessage = async (receipt: string): Promise<void> => {
  await client.send(new DeleteMessageCommand({ QueueUrl: settings.failureQueueUrl(), ReceiptHandle: receipt }));
};
