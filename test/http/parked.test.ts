import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { fresh, mailsTo, organization } from '#test/support/api.ts';

const running = z.object({ awsEndpoint: z.string() });
const parked = z.object({ reader: z.string(), record: z.object({ dynamodb: z.object({ Keys: z.unknown() }) }) });

test('a record that no reader can make sense of is parked whole by both, and later ones go on', async () => {
  const { awsEndpoint: endpoint } = running.parse(await (await fetch(`${inject('url')}/local/running.json`)).json());
  const settings = { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'operator', secretAccessKey: '-' } };
  const acme = await organization();
  const Keys = { PK: { S: `ORG#${acme.id}` }, SK: { S: 'INVITATION#poison' } };
  const Item = { ...Keys, change: { S: 'invitation.sent' } };
  await new DynamoDBClient(settings).send(new PutItemCommand({ TableName: 'invitations-local', Item }));
  const queue = new SQSClient(settings);
  const readers = async (): Promise<string[]> => {
    const asked = { QueueUrl: `${endpoint}/000000000000/invitations-local-failures`, MaxNumberOfMessages: 10 };
    const { Messages = [] } = await queue.send(new ReceiveMessageCommand({ ...asked, VisibilityTimeout: 0 }));
    return Messages.map(({ Body = '' }) => parked.parse(JSON.parse(Body)))
      .filter(({ record }) => isDeepStrictEqual(record.dynamodb.Keys, Keys))
      .map(({ reader }) => reader)
      .sort();
  };

  await expect.poll(readers).toEqual(['record-changes', 'send-invitation-email']);

  const email = fresh('ann');
  await acme.invite(email);
  await mailsTo(email);
});
