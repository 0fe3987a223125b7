import * as z from 'zod';
import { ServiceError } from '../aws/service-error.ts';

export const queueRequest = z.looseObject({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });

// Letters, digits and punctuation, at most 128.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const messageGroup = z.string().regex(/^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/);

const seconds = (most: number) => z.int().min(0).max(most);
const longestDelaySeconds = 900;
const longestInvisibleSeconds = 12 * 60 * 60;

const messageMembers = {
  MessageBody: z.string().min(1),
  MessageAttributes: z.record(z.string(), z.unknown()).nullish(),
  MessageGroupId: messageGroup.nullish(),
  DelaySeconds: seconds(longestDelaySeconds).nullish(),
};

export const sendMessage = z.looseObject(messageMembers);
export type SendMessage = z.output<typeof sendMessage>;

export const receiveMessage = z.looseObject({
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: seconds(longestInvisibleSeconds).nullish(),
  WaitTimeSeconds: seconds(20).nullish(),
  AttributeNames: z.array(z.string()).nullish(),
  MessageSystemAttributeNames: z.array(z.string()).nullish(),
});

export const deleteMessage = z.looseObject({ ReceiptHandle: z.string() });
export const changeVisibility = z.looseObject({
  ReceiptHandle: z.string(),
  VisibilityTimeout: seconds(longestInvisibleSeconds),
});
export const getAttributes = z.looseObject({ AttributeNames: z.array(z.string()).nullish() });
export const startMove = z.looseObject({ SourceArn: z.string(), DestinationArn: z.string().optional() });

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const batchId = z.looseObject({ Id: z.string() });
const validBatchId = /^[\w-]{1,80}$/;
const largestBatch = 10;

export type BatchEntry = z.output<typeof batchId>;

/** Returns the entries of a batch. Throws `ServiceError` where SQS refuses the batch as a whole. */
export const batchEntries = (body: unknown): readonly BatchEntry[] => {
  const { Entries } = z.looseObject({ Entries: z.array(batchId).default([]) }).parse(body);
  if (Entries.length === 0) throw new ServiceError('EmptyBatchRequest', 'There should be at least one entry.');
  if (Entries.length > largestBatch)
    throw new ServiceError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${largestBatch}.`,
    );
  if (!Entries.every(({ Id }) => validBatchId.test(Id)))
    throw new ServiceError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, - and _.',
    );
  if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length)
    throw new ServiceError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same id.');
  return Entries;
};
