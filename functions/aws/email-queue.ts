import { setImmediate as nextTurn } from 'node:timers/promises';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EmailRequest } from '#core/email/email-request.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { settings } from './settings.ts';
import { timeouts } from './timeouts.ts';

const client = new SQSClient({ requestHandler: timeouts });

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const largestBatch = 10;

type Entry = PromiseWithResolvers<void> & { readonly request: EmailRequest; readonly group: string };

let waiting: Entry[] = [];

const sendBatch = async (entries: readonly Entry[]): Promise<void> => {
  const command = new SendMessageBatchCommand({
    QueueUrl: settings.emailQueueUrl(),
    Entries: entries.map(({ request, group }, n) => ({
      Id: String(n),
      MessageBody: JSON.stringify(request),
      MessageGroupId: group,
    })),
  });
  const { Failed = [] } = await client.send(command);
  for (const { Id, Code, Message } of Failed)
    entries[Number(Id)]?.reject(new RetryableError(`SQS did not accept the message: ${Code} ${Message}`));
  for (const { resolve } of entries) resolve();
};

const sendWaiting = async (): Promise<void> => {
  await nextTurn();
  const entries = waiting;
  waiting = [];
  for (let from = 0; from < entries.length; from += largestBatch) {
    const batch = entries.slice(from, from + largestBatch);
    void sendBatch(batch).catch((error: unknown) => {
      for (const { reject } of batch) reject(error);
    });
  }
};

/**
 * Sends an email request to the queue. Requests of the same event loop turn are sent in batches of ten. SQS delivers the messages of
 * quiet groups first while another group is noisy.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
 */
export const queueEmail = (request: EmailRequest, group: string): Promise<void> => {
  const entry = { ...Promise.withResolvers<void>(), request, group };
  if (waiting.length === 0) void sendWaiting();
  waiting.push(entry);
  return entry.promise;
};
