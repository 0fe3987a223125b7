import { expect, onTestFinished, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { failureQueue, putItem } from '#test/support/aws-of-run.ts';
import { refusedAs } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const faults = useFaults();

test.each([
  ['is down', refusedAs('ServiceUnavailable', 'down', 503)],
  ['is not reached', { unreachable: true }],
])(
  'a poison record is retried while the dead-letter queue %s, and no other record is lost',
  { tags: ['fault/f15'] },
  async (_, fault) => {
    onTestFinished(faults.clear);
    const acme = await organization({}, faults.url());
    const refused = ['queue-emails', 'record-changes'].map((name) =>
      faults.add({ service: 'sqs', function: name }, fault),
    );
    const keys = { PK: `ORG#${acme.id}`, SK: 'INVITATION#poison' };
    await putItem({ ...keys, change: 'invitation.sent' }, faults.url());
    const email = fresh('ann');
    await acme.invite(email);
    for (const times of refused) await expect.poll(times).toBeGreaterThan(3);
    const queue = await failureQueue(faults.url());
    const readers = async () =>
      (await queue.look())
        .filter(({ record }) => JSON.stringify(record.dynamodb).includes(acme.id))
        .map(({ reader }) => reader)
        .sort();
    expect(await readers()).toEqual([]);
    faults.clear();

    await expect.poll(readers).toEqual(['queue-emails', 'record-changes']);
    expect(await mailsTo(email, 1, faults.url())).toHaveLength(1);
    const events = async () => (await acme.admin.get(`${acme.path}/audit-events?email=${email}`)).body.items;
    await expect.poll(events).toMatchObject([{ type: 'invitation.sent' }]);
  },
);
