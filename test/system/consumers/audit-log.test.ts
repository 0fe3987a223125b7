import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Fault, InterceptedCall } from 'cdk-local/fault-injection';
import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '#operator/local-run/start-local.ts';
import { organization } from '#test/support/api.ts';
import { auditLogAtEnd } from '#test/support/audit-log-of-run.ts';
import { clientOf } from '#test/system/consistency/model/client.ts';

/** Starts a run whose record-changes is denied the calls of `isRefused` permanently. */
const startRun = async (isRefused: (body: string) => boolean) => {
  const data = await mkdtemp(join(tmpdir(), 'invitations-audit-log-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const intercept = ({ operation, body }: InterceptedCall): Fault | undefined =>
    operation === 'PutItem' && isRefused(JSON.stringify(body)) ? { error: { code: 'ValidationException' } } : undefined;
  const run = await startLocal({ port: 0, data, seeded: false, report: () => undefined, intercept });
  const { awsEndpoint: endpoint } = run;
  const credentials = { accessKeyId: 'operator', secretAccessKey: '-' };
  const queue = new SQSClient({ endpoint, region: 'eu-central-1', credentials });
  const QueueUrl = `${endpoint}/000000000000/invitations-local-failures`;
  const waiting = async () =>
    (await queue.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }))).Messages;
  return { ...run, queue, QueueUrl, waiting, end: () => auditLogAtEnd(run.url, data, run.stop) };
};

test('the audit log of a run matches its stream and the dead-letter queue', async () => {
  const { url, end, waiting } = await startRun((body) => body.includes('team.created'));
  const acme = await organization({}, url);
  await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  await expect.poll(async () => (await waiting())?.length).toBe(1);

  const { changes, differences } = await end();

  expect(differences).toEqual([]);
  expect(changes).toBeGreaterThan(8);
});

test('the comparison reports a missing and a surplus audit event', async () => {
  const { url, end, waiting, queue, QueueUrl } = await startRun((body) => body.includes('team.created'));
  const acme = await organization({}, url);
  const { body: team } = await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  await expect.poll(async () => (await waiting())?.length).toBe(1);
  const [{ ReceiptHandle, Body = '' } = {}] = (await waiting()) ?? [];
  await queue.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const MessageBody = Body.replaceAll('team.created', 'team.deleted');
  await queue.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const { operator } = await clientOf(url, Date.now);
  expect(await operator('replay', {})).toMatchObject({ replayed: 1 });

  const { differences } = await end();

  expect(differences).toEqual([
    expect.stringMatching(new RegExp(`^no event: AUDIT#${acme.id} .*#${team.id}#team.created#`)),
    expect.stringMatching(new RegExp(`^no change: AUDIT#${acme.id} .*#${team.id}#team.deleted#`)),
  ]);
});
