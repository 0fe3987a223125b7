import { randomUUID } from 'node:crypto';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LambdaRecord } from 'cdk-local/stream-record';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { auditEvents } from '#core/table/keys.ts';
import { queryAll } from '#core/table/read.ts';
import { inbox } from '#test/support/api.ts';
import { startOrganization } from '#test/support/organization.ts';
import { handOver, inOrder, readers } from './hand-over.ts';
import { useUnreadRun } from './unread-run.ts';

const { running, records, invoke } = useUnreadRun();
const [queuer, recorder] = readers;

const queue = () => {
  const { awsEndpoint: endpoint } = running();
  const client = new SQSClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const QueueUrl = `${endpoint}/000000000000/invitations-local-failures`;
  return {
    /** Receives and deletes all messages. */
    take: async (): Promise<string[]> => {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      for (const { ReceiptHandle } of Messages)
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      return Messages.map(({ Body = '' }) => Body);
    },
    put: (MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl, MessageBody })),
  };
};

const parked = z.object({ reader: z.string(), reason: z.string(), record: z.custom<LambdaRecord>() });

const withImage = (record: LambdaRecord, NewImage: object): LambdaRecord => ({
  ...record,
  dynamodb: { ...record.dynamodb, NewImage },
});

test.each([
  ['first', 0],
  ['fiftieth', 49],
  ['last', 99],
])('a poison record, the %s of a hundred, is dead-lettered alone and replayed after a fix', async (_, place) => {
  const acme = await startOrganization();
  await records();
  const emails = Array.from({ length: 100 }, (_, n) => `p${n}-${randomUUID().slice(0, 8)}@x.test`);
  await acme.send(emails);
  const sound = (await records()).filter(recorder.wants);
  const good = sound[place] ?? expect.fail();
  const { role: _role, ...unreadable } = { role: {}, ...(good.dynamodb.NewImage ?? {}) };
  const all = sound.with(place, withImage(good, unreadable));
  const mails = async () => {
    const to = new Set((await inbox(undefined, running().url)).map((mail) => mail.to));
    return emails.filter((email) => to.has(email)).length;
  };
  const events = async () => (await queryAll({ partition: auditEvents(acme.organizationId) })).length;

  expect(await invoke(recorder.name, { Records: all })).toEqual({ batchItemFailures: [] });
  await inOrder(invoke, queuer, all);

  expect([sound.length, await events(), await mails()]).toEqual([100, 99, 99]);
  const { take, put } = queue();
  const messages = (await take()).map((body) => parked.parse(JSON.parse(body)));
  expect(messages.map(({ reader }) => reader).sort()).toEqual([queuer.name, recorder.name]);
  for (const { record } of messages) expect(record).toEqual(all[place]);

  for (const message of messages) await put(JSON.stringify({ ...message, record: good }));
  expect(await invoke('replay', {})).toMatchObject({ replayed: 2, failed: 0 });
  await handOver(invoke, queuer, []);

  expect([await events(), await mails()]).toEqual([100, 100]);
  expect(await take()).toEqual([]);
});
