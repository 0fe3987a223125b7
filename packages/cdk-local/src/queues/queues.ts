import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { ServiceError } from '../aws/service-error.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';
import { openQueueMessages, type QueueMessages, type StoredMessage } from './queue-messages.ts';

const queueProperties = z.object({
  FifoQueue: z.literal(false, 'only standard queues are emulated').optional(),
  VisibilityTimeout: z.coerce.number().default(30),
});

const queueRequest = z.looseObject({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });
const sendMessage = z.looseObject({
  MessageBody: z.string().min(1),
  MessageAttributes: z.record(z.string(), z.unknown()).nullish(),
});
const receiveMessage = z.looseObject({
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).optional(),
  WaitTimeSeconds: z.number().max(20).default(0),
});
const deleteMessage = z.looseObject({ ReceiptHandle: z.string() });

/** Limit of SQS. */
const largestMessageBytes = 1024 * 1024;

type Queue = { readonly arn: string; readonly name: string; readonly url: string; readonly visibilitySeconds: number };

export type Queues = {
  /** Sends a message to the queue with this ARN. Throws `ServiceError` if there is none. */
  readonly send: (arn: string, body: string) => void;
  /** Handles an SDK call; `operation` follows the dot in X-Amz-Target. Throws `ServiceError`. */
  readonly handle: (operation: string, body: unknown) => Promise<unknown>;
};

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const queuesOf = (resources: Resources): Queue[] =>
  resources.of('AWS::SQS::Queue').map((resource) => ({
    arn: resource.attribute('Arn'),
    name: resource.attribute('QueueName'),
    url: resource.ref,
    visibilitySeconds: propertiesOf(resource, queueProperties).VisibilityTimeout,
  }));

const add = (messages: QueueMessages, { name }: Queue, body: string, attributes: unknown = {}): string => {
  if (Buffer.byteLength(body) > largestMessageBytes)
    throw new ServiceError('InvalidParameterValue', `Message must be shorter than ${largestMessageBytes} bytes.`);
  return messages.add(name, body, JSON.stringify(attributes));
};

const toSqsMessage = ({ id, receipt, body, attributes, receives }: StoredMessage): object => ({
  MessageId: id,
  ReceiptHandle: receipt,
  Body: body,
  MD5OfBody: md5(body),
  Attributes: { ApproximateReceiveCount: String(receives) },
  MessageAttributes: JSON.parse(attributes),
});

const receive = async (
  messages: QueueMessages,
  { name, visibilitySeconds }: Queue,
  body: unknown,
): Promise<unknown> => {
  const request = receiveMessage.parse(body);
  const deadline = Date.now() + request.WaitTimeSeconds * 1000;
  for (;;) {
    const hidden = request.VisibilityTimeout ?? visibilitySeconds;
    const received = messages.receive(name, request.MaxNumberOfMessages, hidden);
    if (received.length > 0 || Date.now() >= deadline) return { Messages: received.map(toSqsMessage) };
    await sleep(50);
  }
};

const attributesOf = (messages: QueueMessages, { name, arn, visibilitySeconds }: Queue): unknown => {
  const { visible, hidden } = messages.count(name);
  return {
    Attributes: {
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(hidden),
      QueueArn: arn,
      VisibilityTimeout: String(visibilitySeconds),
    },
  };
};

type Operation = (messages: QueueMessages, queue: Queue, body: unknown) => unknown;

const operations: Readonly<Record<string, Operation>> = {
  SendMessage: (messages, queue, body) => {
    const { MessageBody, MessageAttributes } = sendMessage.parse(body);
    const id = add(messages, queue, MessageBody, MessageAttributes ?? {});
    return { MessageId: id, MD5OfMessageBody: md5(MessageBody) };
  },
  ReceiveMessage: receive,
  DeleteMessage: (messages, { name }, body) => {
    messages.remove(name, deleteMessage.parse(body).ReceiptHandle);
    return {};
  },
  GetQueueAttributes: attributesOf,
  GetQueueUrl: (_, { url }) => ({ QueueUrl: url }),
};

/** Serves the queues of the template. */
export const openQueues = (database: DatabaseSync, resources: Resources): Queues => {
  const messages = openQueueMessages(database);
  const queues = queuesOf(resources);
  const find = (matches: (queue: Queue) => boolean): Queue => {
    const queue = queues.find(matches);
    if (!queue) throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  return {
    send: (arn, body) => {
      add(
        messages,
        find((queue) => queue.arn === arn),
        body,
      );
    },
    handle: async (operation, body) => {
      const handler = operations[operation];
      if (!handler) throw new ServiceError('UnknownOperationException', `SQS's ${operation} is not emulated.`);
      const { QueueUrl = '', QueueName = QueueUrl.split('/').at(-1) } = queueRequest.parse(body);
      return handler(
        messages,
        find(({ name }) => name === QueueName),
        body,
      );
    },
  };
};
