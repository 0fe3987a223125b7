import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { settings } from '#functions/aws/settings.ts';
import { timeouts } from '#functions/aws/timeouts.ts';

const client = new SQSClient({ requestHandler: timeouts });

/** Sends a complete record to the dead-letter queue, with the reason, for an operator to replay. */
export const park = async (record: DynamoDBRecord, reader: string, error: unknown): Promise<void> => {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const body = JSON.stringify({ reader, reason, record });
  await client.send(new SendMessageCommand({ QueueUrl: settings.failureQueueUrl(), MessageBody: body }));
};
