import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '../aws/service-error.ts';
import { type QueueDefinition, queuesOf } from '../template/queues.ts';
import type { Resources } from '../template/resources.ts';
import { openQueueMessages, type QueueMessages, type Receive, type StoredMessage } from './queue-messages.ts';
import { md5, toSqsMessage } from './sqs-message.ts';
import * as requests from './sqs-requests.ts';
import { wakeUps } from './wake-ups.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const largestRequestBytes = 1024 * 1024;
const pollMilliseconds = 200;

export type Queues = {
  /** Sends a message to the queue with this ARN. Throws `ServiceError` if there is none. */
  readonly send: (arn: string, body: string) => void;
  /** Handles an SDK call; `operation` follows the dot in X-Amz-Target. Throws `ServiceError`. */
  readonly handle: (operation: string, body: unknown) => Promise<unknown>;
  /** The queues as Lambda's pollers use them, by ARN. */
  readonly receive: (arn: string, count: number) => readonly StoredMessage[];
  readonly remove: (arn: string, receipt: string) => void;
  readonly release: (arn: string) => void;
  /** Resolves when a message was sent to the queue or made visible. */
  readonly nextMessage: (arn: string) => Promise<void>;
};

type Context = {
  readonly messages: QueueMessages;
  readonly wake: (arn: string) => void;
  readonly nextMessage: (arn: string) => Promise<void>;
  readonly byArn: (arn: string) => QueueDefinition;
};

type Operation = (context: Context, queue: QueueDefinition, body: unknown) => unknown;

const receiveFrom = (context: Context, queue: QueueDefinition, count: number, hiddenSeconds: number) => {
  const { redrive, retentionSeconds, arn } = queue;
  const target = redrive && {
    queue: context.byArn(redrive.deadLetterTargetArn).name,
    sourceArn: arn,
    maxReceives: redrive.maxReceiveCount,
  };
  return context.messages.receive(queue.name, {
    count,
    hiddenSeconds,
    retentionSeconds,
    redrive: target,
  } satisfies Receive);
};

const send = ({ messages, wake }: Context, queue: QueueDefinition, request: requests.SendMessage): object => {
  const { MessageBody: body, MessageAttributes, MessageGroupId, DelaySeconds } = request;
  if (Buffer.byteLength(body) > largestRequestBytes)
    throw new ServiceError('InvalidParameterValue', `Message must be shorter than ${largestRequestBytes} bytes.`);
  const attributes = JSON.stringify(MessageAttributes ?? {});
  const delaySeconds = DelaySeconds ?? queue.delaySeconds;
  const id = messages.add(queue.name, { body, attributes, group: MessageGroupId ?? '', delaySeconds });
  wake(queue.arn);
  return { MessageId: id, MD5OfMessageBody: md5(body) };
};

const receive: Operation = async (context, queue, body) => {
  const request = requests.receiveMessage.parse(body);
  const names = [...(request.AttributeNames ?? []), ...(request.MessageSystemAttributeNames ?? [])];
  const deadline = Date.now() + (request.WaitTimeSeconds ?? queue.waitSeconds) * 1000;
  for (;;) {
    const next = context.nextMessage(queue.arn);
    const hidden = request.VisibilityTimeout ?? queue.visibilitySeconds;
    const received = receiveFrom(context, queue, request.MaxNumberOfMessages, hidden);
    if (received.length > 0 || Date.now() >= deadline)
      return { Messages: received.map((message) => toSqsMessage(message, names)) };
    await Promise.race([next, sleep(Math.min(pollMilliseconds, deadline - Date.now()), undefined, { ref: false })]);
  }
};

const remove = ({ messages }: Context, { name }: QueueDefinition, body: unknown): object => {
  messages.remove(name, requests.deleteMessage.parse(body).ReceiptHandle);
  return {};
};

const changeVisibility = ({ messages, wake }: Context, { name, arn }: QueueDefinition, body: unknown): object => {
  const { ReceiptHandle, VisibilityTimeout } = requests.changeVisibility.parse(body);
  if (!messages.hide(name, ReceiptHandle, VisibilityTimeout))
    throw new ServiceError('MessageNotInflight', 'The message referred to is not in flight.');
  if (VisibilityTimeout === 0) wake(arn);
  return {};
};

const inBatch =
  (handle: (context: Context, queue: QueueDefinition, entry: requests.BatchEntry) => object): Operation =>
  (context, queue, body) => {
    const entries = requests.batchEntries(body);
    if (Buffer.byteLength(JSON.stringify(entries)) > largestRequestBytes)
      throw new ServiceError('BatchRequestTooLong', `The length of all messages is more than ${largestRequestBytes}.`);
    const successful: object[] = [];
    const failed: object[] = [];
    for (const entry of entries) {
      try {
        successful.push({ Id: entry.Id, ...handle(context, queue, entry) });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
      }
    }
    return { Successful: successful, Failed: failed };
  };

const attributes: Operation = ({ messages }, queue, body) => {
  const { visible, hidden, delayed } = messages.count(queue.name);
  const all: Readonly<Record<string, string>> = {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    QueueArn: queue.arn,
    VisibilityTimeout: String(queue.visibilitySeconds),
    ...(queue.redrive && { RedrivePolicy: JSON.stringify(queue.redrive) }),
  };
  const asked = requests.getAttributes.parse(body).AttributeNames ?? [];
  const given = Object.entries(all).filter(([name]) => asked.includes('All') || asked.includes(name));
  return { Attributes: Object.fromEntries(given) };
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
const startMove = ({ messages, wake, byArn }: Context, queues: readonly QueueDefinition[], body: unknown): object => {
  const { SourceArn, DestinationArn } = requests.startMove.parse(body);
  const source = byArn(SourceArn);
  const [origin] = queues.filter(({ redrive }) => redrive?.deadLetterTargetArn === SourceArn);
  if (!origin)
    throw new ServiceError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  const destination = byArn(DestinationArn ?? origin.arn);
  messages.move(source.name, destination.name);
  wake(destination.arn);
  return { TaskHandle: randomUUID() };
};

const operations: Readonly<Record<string, Operation>> = {
  SendMessage: (context, queue, body) => send(context, queue, requests.sendMessage.parse(body)),
  SendMessageBatch: inBatch((context, queue, entry) => send(context, queue, requests.sendMessage.parse(entry))),
  ReceiveMessage: receive,
  DeleteMessage: remove,
  DeleteMessageBatch: inBatch(remove),
  ChangeMessageVisibility: changeVisibility,
  ChangeMessageVisibilityBatch: inBatch(changeVisibility),
  GetQueueAttributes: attributes,
  GetQueueUrl: (_, { url }) => ({ QueueUrl: url }),
};

/** Serves the queues of the template. `now` returns epoch milliseconds. */
export const openQueues = (database: DatabaseSync, resources: Resources, now: () => number): Queues => {
  const queues = queuesOf(resources);
  const find = (matches: (queue: QueueDefinition) => boolean): QueueDefinition => {
    const queue = queues.find(matches);
    if (!queue) throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  const byArn = (wanted: string) => find(({ arn }) => arn === wanted);
  const messages = openQueueMessages(database, now);
  const { wake, next: nextMessage } = wakeUps();
  const context: Context = { messages, wake, nextMessage, byArn };
  return {
    send: (arn, MessageBody) => void send(context, byArn(arn), { MessageBody }),
    handle: async (operation, body) => {
      if (operation === 'StartMessageMoveTask') return startMove(context, queues, body);
      const handler = operations[operation];
      if (!handler) throw new ServiceError('UnknownOperationException', `SQS's ${operation} is not emulated.`);
      const { QueueUrl = '', QueueName = QueueUrl.split('/').at(-1) } = requests.queueRequest.parse(body);
      const queue = find(({ name }) => name === QueueName);
      return handler(context, queue, body);
    },
    receive: (arn, count) => {
      const queue = byArn(arn);
      return receiveFrom(context, queue, count, queue.visibilitySeconds);
    },
    remove: (arn, receipt) => messages.remove(byArn(arn).name, receipt),
    release: (arn) => messages.release(byArn(arn).name),
    nextMessage,
  };
};
