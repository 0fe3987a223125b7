import type { DatabaseSync } from 'node:sqlite';
import { openQueues, type Queues } from '../../src/queues/queues.ts';
import type { Json } from '../../src/template/assembly-stacks.ts';
import { readResources } from '../../src/template/resources.ts';
import { writeAssembly } from '../support/assembly.ts';
import { runnerDatabase } from '../support/engine.ts';

export const arnOf = (name: string): string => `arn:aws:sqs:eu-central-1:000000000000:${name}`;

const queue = (QueueName: string, properties: Record<string, Json> = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName, VisibilityTimeout: 60, ...properties },
});

const resources = {
  Dead: queue('dead'),
  Work: queue('work', { RedrivePolicy: { deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 3 } }),
};

export type Message = {
  readonly MessageId: string;
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly Attributes?: Readonly<Record<string, string>>;
};

/** Opens the queues `work` and `dead` with a clock that the test sets. */
export const useQueues = (database: DatabaseSync = runnerDatabase()) => {
  const clock = { now: 1_800_000_000_000 };
  const template = readResources(writeAssembly([{ name: 'queues', resources }]), {
    origin: '',
    awsEndpoint: 'http://q',
  });
  const queues: Queues = openQueues(database, template, () => clock.now);
  const call = (operation: string, body: object, name = 'work'): Promise<unknown> =>
    queues.handle(operation, { QueueUrl: `http://q/000000000000/${name}`, ...body });
  return {
    queues,
    call,
    pass: (seconds: number) => {
      clock.now += seconds * 1000;
    },
    send: (MessageBody: string, MessageGroupId?: string) => call('SendMessage', { MessageBody, MessageGroupId }),
    receive: async (more: object = {}, name = 'work'): Promise<readonly Message[]> => {
      const response = await call('ReceiveMessage', { MaxNumberOfMessages: 10, ...more }, name);
      return (response as { Messages: readonly Message[] }).Messages;
    },
    remove: ({ ReceiptHandle }: Message) => call('DeleteMessage', { ReceiptHandle }),
  };
};

export const bodiesOf = (messages: readonly Message[]): string[] => messages.map(({ Body }) => Body);
