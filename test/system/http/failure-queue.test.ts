import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { failureQueue, putItem } from '#test/support/aws-of-run.ts';
import { useFaults } from '#test/support/fault-plan.ts';

// Other tests must not replay these dead letters.
const { url } = useFaults();

const execute = promisify(execFile);

const replay = async (...flags: readonly string[]) => {
  const words = ['operator/commands/operator.ts', 'replay', ...flags, '--url', url()];
  return JSON.parse((await execute(process.execPath, words)).stdout);
};

const park = async (...bodies: readonly object[]): Promise<void> => {
  const queue = await failureQueue(url());
  for (const body of bodies) await queue.put(body);
};

/** A dead letter as a stream consumer sends it. */
const record = (reader: string, item: Record<string, unknown>) => ({
  reader,
  reason: 'unreadable',
  record: { eventID: 'e', eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: marshall(item) } },
});

// First, while the queue is empty.
test('replay processes dead letters again, and a second replay changes nothing', {
  tags: ['fault/f15'],
}, async () => {
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
  expect(await replay()).toEqual({ replayed: 0, failed: 0, needReconcile: 0, forgotten: 0, emails: 0 });
});

test('replay removes foreign events, and with --forget invalid events', async () => {
  const tags = { organizationId: ['o1'], invitationId: ['i1'], sendNumber: ['1'] };
  const opened = { id: 'event', source: 'aws.ses', detail: { eventType: 'Open', mail: { tags } } };
  const foreign = { ...opened, detail: { eventType: 'Delivery', mail: { tags: { team: ['billing'] } } } };
  await park(foreign, { requestPayload: foreign }, opened);

  expect(await replay('--forget', 'yes')).toEqual({
    replayed: 2,
    failed: 0,
    needReconcile: 0,
    forgotten: 1,
    emails: 0,
  });
  await park(opened);
  expect(await replay()).toEqual({ replayed: 0, failed: 1, needReconcile: 0, forgotten: 0, emails: 0 });
});

test('a poison record is dead-lettered by both consumers, and later records are processed', {
  tags: ['fault/f15'],
}, async () => {
  const acme = await organization({}, url());
  const keys = { PK: `ORG#${acme.id}`, SK: 'INVITATION#poison' };
  await putItem({ ...keys, change: 'invitation.sent' }, url());
  const queue = await failureQueue(url());
  const readers = async (): Promise<string[]> => {
    const Keys = { PK: { S: keys.PK }, SK: { S: keys.SK } };
    const mine = (await queue.look()).filter(({ record }) => isDeepStrictEqual(record.dynamodb.Keys, Keys));
    return mine.map(({ reader }) => reader).sort();
  };

  await expect.poll(readers).toEqual(['queue-emails', 'record-changes']);

  const email = fresh('ann');
  await acme.invite(email);
  await mailsTo(email, 1, url());
});
