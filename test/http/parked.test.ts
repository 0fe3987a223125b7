import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { failureQueue, putItem } from '#test/support/aws-of-run.ts';

test('a record that no reader can make sense of is parked whole by both, and later ones go on', async () => {
  const acme = await organization();
  const keys = { PK: `ORG#${acme.id}`, SK: 'INVITATION#poison' };
  await putItem({ ...keys, change: 'invitation.sent' });
  const queue = await failureQueue();
  const readers = async (): Promise<string[]> => {
    const Keys = { PK: { S: keys.PK }, SK: { S: keys.SK } };
    const mine = (await queue.look()).filter(({ record }) => isDeepStrictEqual(record.dynamodb.Keys, Keys));
    // A queue whose answer is lost is told again.
    return [...new Set(mine.map(({ reader }) => reader))].sort();
  };

  await expect.poll(readers).toEqual(['record-changes', 'send-invitation-email']);

  const email = fresh('ann');
  await acme.invite(email);
  await mailsTo(email);
});
