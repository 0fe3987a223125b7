import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetQueueAttributesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { inject } from 'vitest';
import * as z from 'zod';
import { addressKey, type InvitationId, invitationKey } from '#core/table/keys.ts';

const running = z.object({ awsEndpoint: z.string() });

/** Returns the SDK settings for the emulators. */
const settingsFor = async (url: string) => {
  const { awsEndpoint: endpoint } = running.parse(await (await fetch(`${url}/local/running.json`)).json());
  return { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
};

/** Invokes an operator function like the commands. */
export const operate = async (name: string, event: unknown, url: string = inject('url')): Promise<unknown> => {
  const FunctionName = `invitations-local-${name}`;
  const client = new LambdaClient(await settingsFor(url));
  const { Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  return JSON.parse(Payload?.transformToString() ?? 'null');
};

/** Invokes a slow operator function without waiting for its end. */
export const beginToOperate = async (name: string, event: unknown, url: string = inject('url')): Promise<void> => {
  const client = new LambdaClient(await settingsFor(url));
  const command = { FunctionName: `invitations-local-${name}`, Payload: JSON.stringify(event) };
  await client.send(new InvokeCommand({ ...command, InvocationType: 'Event' }));
};

/** Puts an item that the product itself would not write. */
export const putItem = async (item: Record<string, unknown>, url: string = inject('url')): Promise<void> => {
  const client = new DynamoDBClient(await settingsFor(url));
  await client.send(new PutItemCommand({ TableName: 'invitations-local', Item: marshall(item) }));
};

/** Reads an item of the table by its key. */
const readItem = async (key: { readonly PK: string; readonly SK: string }, url: string) => {
  const client = new DynamoDBClient(await settingsFor(url));
  const { Item } = await client.send(new GetItemCommand({ TableName: 'invitations-local', Key: marshall(key) }));
  return Item && unmarshall(Item);
};

/** Stores an item without some of its attributes, as if a release that didn't know them had written it. */
export const removeAttributes = async (
  key: Parameters<typeof readItem>[0],
  attributes: readonly string[],
  url: string = inject('url'),
): Promise<void> => {
  const item = Object.entries((await readItem(key, url)) ?? {});
  await putItem(Object.fromEntries(item.filter(([name]) => !attributes.includes(name))), url);
};

/** Sets the end of a pending invitation to now. */
export const expireNow = async (
  id: InvitationId,
  url: string = inject('url'),
  more: Record<string, unknown> = {},
): Promise<void> => {
  const item = await readItem(invitationKey(id), url);
  await putItem({ ...item, expiresAt: new Date().toISOString(), ...more }, url);
};

/**
 * Lets a pending invitation expire now: its end, the entry of the list and the address's claim say so. Its email must
 * have been sent, or sending would write what was read before.
 */
export const letExpire = async (
  invitation: { readonly id: string; readonly organizationId: string; readonly email: string },
  url: string = inject('url'),
): Promise<void> => {
  const { id, organizationId } = invitation;
  const [item, claim] = await Promise.all([
    readItem(invitationKey({ organizationId, invitationId: id }), url),
    readItem(addressKey(invitation), url),
  ]);
  const now = Date.now();
  const expiresAt = new Date(now).toISOString();
  await putItem({ ...claim, expiresAt, ttl: Math.floor(now / 1000) }, url);
  await putItem({ ...item, expiresAt, GSI1SK: `${expiresAt}#${id}` }, url);
};

/**
 * Uses up the emails of an invitation without sending them, because the daily limit of the address is lower. Its first
 * email must have been sent.
 */
export const useUpEmails = async (
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
  url: string = inject('url'),
): Promise<void> => {
  const item = await readItem(invitationKey({ organizationId, invitationId: id }), url);
  await putItem({ ...item, sentCount: 5, change: 'none' }, url);
};

/** Reads or replaces the link secret. */
export const linkSecret = async (url: string = inject('url')) => {
  const client = new SecretsManagerClient(await settingsFor(url));
  const SecretId = 'invitations-local/link';
  return {
    read: async (): Promise<Record<string, string>> => {
      const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
      return z.record(z.string(), z.string()).parse(JSON.parse(SecretString));
    },
    put: async (SecretString: string): Promise<void> => {
      await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
    },
  };
};

const parked = z.looseObject({ reader: z.string(), record: z.looseObject({ dynamodb: z.looseObject({}) }) });
export type Parked = z.infer<typeof parked>;

/** The dead-letter queue. */
export const failureQueue = async (url: string = inject('url')) => {
  const settings = await settingsFor(url);
  const client = new SQSClient(settings);
  const QueueUrl = `${settings.endpoint}/000000000000/invitations-local-failures`;
  return {
    /** Receives up to ten dead letters without deleting them. */
    look: async (): Promise<Parked[]> => {
      const asked = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(asked));
      return Messages.flatMap(({ Body = '' }) => parked.safeParse(JSON.parse(Body)).data ?? []);
    },
    put: async (body: object): Promise<void> => {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
    },
  };
};

const countMessages = async (url: string, queue: string, ...counts: QueueAttributeName[]): Promise<number> => {
  const settings = await settingsFor(url);
  const QueueUrl = `${settings.endpoint}/000000000000/invitations-local-${queue}`;
  const { Attributes = {} } = await new SQSClient(settings).send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: counts }),
  );
  return counts.reduce((sum, count) => sum + Number(Attributes[count]), 0);
};

/** Returns the number of emails in the dead-letter queue. */
export const emailDeadLetters = (url: string = inject('url')): Promise<number> =>
  countMessages(url, 'emails-dead-letters', 'ApproximateNumberOfMessages');

/** Returns the number of emails that wait to be sent, are being sent or are tried again later. */
export const emailsInQueue = (url: string = inject('url')): Promise<number> =>
  countMessages(
    url,
    'emails',
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  );
