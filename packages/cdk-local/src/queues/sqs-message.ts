import { createHash } from 'node:crypto';
import type { StoredMessage } from './queue-messages.ts';

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Returns the system attributes of a received message by their names in SQS. */
const systemAttributesOf = (message: StoredMessage): Readonly<Record<string, string>> => ({
  ApproximateReceiveCount: String(message.receives),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  SentTimestamp: String(message.sentAt),
  SenderId: 'local',
  ...(message.messageGroup !== '' && { MessageGroupId: message.messageGroup }),
  ...(message.source !== null && { DeadLetterQueueSourceArn: message.source }),
});

/** Returns a message as ReceiveMessage does: with the attributes that were asked for. */
export const toSqsMessage = (message: StoredMessage, attributeNames: readonly string[]): object => {
  const asked = Object.entries(systemAttributesOf(message)).filter(
    ([name]) => attributeNames.includes('All') || attributeNames.includes(name),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(asked.length > 0 && { Attributes: Object.fromEntries(asked) }),
    MessageAttributes: JSON.parse(message.attributes),
  };
};

type SqsAttribute = {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
};

/**
 * Returns a message as Lambda hands it to a function.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export const toLambdaRecord = (message: StoredMessage, queueArn: string): object => {
  const attributes: Record<string, SqsAttribute> = JSON.parse(message.attributes);
  return {
    messageId: message.id,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: systemAttributesOf(message),
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        { dataType: DataType, stringValue: StringValue, binaryValue: BinaryValue },
      ]),
    ),
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3],
  };
};
