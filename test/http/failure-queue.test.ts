import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { useFaults } from '#test/support/fault-plan.ts';

// What is parked here is no other test's to replay.
const { url } = useFaults();

const execute = promisify(execFile);

const replay = async () => {
  const words = ['local/commands/operator.ts', 'replay', '--url', url()];
  return JSON.parse((await execute(process.execPath, words)).stdout);
};

/** AWS as an operator sees it. */
const aws = async () => {
  const running = await (await fetch(`${url()}/local/running.json`)).json();
  const { awsEndpoint: endpoint } = z.object({ awsEndpoint: z.string() }).parse(running);
  const settings = { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'operator', secretAccessKey: '-' } };
  const QueueUrl = `${endpoint}/000000000000/invitations-local-failures`;
  return { table: new DynamoDBClient(settings), queue: new SQSClient(settings), QueueUrl };
};

const park = async (...bodies: readonly object[]): Promise<void> => {
  const { queue, QueueUrl } = await aws();
  for (const body of bodies) await queue.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
};

/** As a reader parks it. */
const record = (reader: string, item: Record<string, unknown>) => ({
  reader,
  reason: 'unreadable',
  record: { eventID: 'e', eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: marshall(item) } },
});

test('what waits in the failure queue is fed back by one command: twice makes no difference', async () => {
  const acme = await organization({}, url());
  const email = fresh('ann');
  const { id } = await acme.invite(email);
  await mailsTo(email, 1, url());
  const show = async () => (await acme.admin.get(`${acme.path}/invitations/${id}`)).body;
  await expect.poll(async () => (await show()).delivery).toBe('delivered');
  const bounced = {
    id: 'event',
    source: 'aws.ses',
    detail: {
      eventType: 'Bounce',
      mail: {
        timestamp: '2026-11-22T10:00:00.000Z',
        tags: { organizationId: [acme.id], invitationId: [id], sendNumber: ['1'] },
      },
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: email, action: 'failed' }],
        timestamp: '2026-11-22T10:00:00.000Z',
      },
    },
  };
  const stamp = { change: 'team.created', changedAt: bounced.detail.mail.timestamp, changedBy: { type: 'system' } };
  const team = { ...stamp, requestId: 'request', id: 'team', organizationId: acme.id, name: 'Replayed' };
  const mailed = { ...(await show()), organizationName: 'Acme', requestId: 'request', change: 'invitation.sent' };
  await park(
    { requestPayload: bounced },
    bounced,
    record('record-changes', team),
    record('send-invitation-email', mailed),
  );
  expect(await replay()).toMatchObject({ replayed: 4, failed: 0 });
  expect(await mailsTo(email, 1, url())).toHaveLength(1);
  const logged = await acme.admin.get(`${acme.path}/audit-events?category=team`);
  expect(logged.body.items).toMatchObject([{ type: 'team.created', details: { name: 'Replayed' } }]);
  expect(await show()).toMatchObject({ delivery: 'bounced', deliveryReason: 'hard_bounce', status: 'pending' });
  const events = async () => (await acme.admin.get(`${acme.path}/audit-events?email=${email}`)).body.items;
  await expect.poll(async () => (await events()).length).toBe(2);
  expect(await replay()).toEqual({ replayed: 0, failed: 0, needReconcile: 0, forgotten: 0 });
});

const parked = z.object({ reader: z.string(), record: z.object({ dynamodb: z.object({ Keys: z.unknown() }) }) });

test('a record that no reader can make sense of is parked whole by both, and later ones go on', async () => {
  const { table, queue, QueueUrl } = await aws();
  const acme = await organization({}, url());
  const Keys = { PK: { S: `ORG#${acme.id}` }, SK: { S: 'INVITATION#poison' } };
  const Item = { ...Keys, change: { S: 'invitation.sent' } };
  await table.send(new PutItemCommand({ TableName: 'invitations-local', Item }));
  const readers = async (): Promise<string[]> => {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
    const { Messages = [] } = await queue.send(new ReceiveMessageCommand(asked));
    return Messages.map(({ Body = '' }) => parked.parse(JSON.parse(Body)))
      .filter(({ record }) => isDeepStrictEqual(record.dynamodb.Keys, Keys))
      .map(({ reader }) => reader)
      .sort();
  };

  await expect.poll(readers).toEqual(['record-changes', 'send-invitation-email']);

  const email = fresh('ann');
  await acme.invite(email);
  await mailsTo(email, 1, url());
});
