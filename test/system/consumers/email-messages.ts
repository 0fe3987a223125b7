import { randomUUID } from 'node:crypto';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import type { LambdaRecord } from 'cdk-local/stream-record';
import { readInvitation } from '#core/table/invitation.ts';

export type EmailMessage = SQSRecord;

const client = (): SQSClient =>
  new SQSClient({
    endpoint: process.env.AWS_ENDPOINT_URL_SQS ?? '',
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

const message = (messageId: string, body: string, receiptHandle: string, sentAt: number): EmailMessage => ({
  messageId,
  receiptHandle,
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    ApproximateFirstReceiveTimestamp: String(sentAt),
    SentTimestamp: String(sentAt),
    SenderId: 'sender',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:invitations-local-emails',
  awsRegion: 'eu-central-1',
});

/** Takes up to ten messages out of the email queue of the run. */
export const takeMessages = async (): Promise<EmailMessage[]> => {
  const QueueUrl = `${process.env.AWS_ENDPOINT_URL_SQS}/000000000000/invitations-local-emails`;
  const { Messages = [] } = await client().send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  for (const { ReceiptHandle } of Messages) await client().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '' }) =>
    message(MessageId, Body, ReceiptHandle, Date.now()),
  );
};

/** Returns the messages that the records of invitations become. */
export const messagesOf = (records: readonly LambdaRecord[], sentAt: number): EmailMessage[] =>
  records.map(({ dynamodb }) => {
    const image = unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
    const { organizationId, id: invitationId, sentCount: sendNumber } = readInvitation(image);
    const body = { organizationId, invitationId, sendNumber, requestId: String(image.requestId) };
    return message(randomUUID(), JSON.stringify(body), 'receipt', sentAt);
  });
