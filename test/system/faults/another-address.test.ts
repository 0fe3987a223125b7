import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { as, fresh, organization } from '#test/support/api.ts';
import { conflict, throttled } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const faults = useFaults();

const start = async () => {
  onTestFinished(faults.clear);
  const acme = await organization({ plan: 'standard' }, faults.url());
  const [old, email] = [fresh('ann'), fresh('lee')];
  const account = { subject: randomUUID() };
  const invitation = await acme.invite(old);
  const ann = await as(old, account, faults.url());
  await ann.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id });
  await acme.invite(email);
  const members = async () =>
    (await acme.admin.get(`${acme.path}/members`)).body.items
      .map((member: { email: string }) => member.email)
      .filter((one: string) => one !== acme.adminEmail);
  const events = async () =>
    (await acme.admin.get(`${acme.path}/audit-events?email=${email}`)).body.items
      .map(({ type }: { type: string }) => type)
      .sort();
  return { email, members, events, signIn: () => as(email, account, faults.url()) };
};

const moved = ['invitation.revoked', 'invitation.sent', 'member.email_changed'];

// The first write is the user item, which creates a stream record.
const secondWrite = { function: 'pre-token-generation', operation: 'TransactWriteItems', after: 1 };

test.each([
  ['is throttled', throttled],
  ['is in conflict with another', conflict],
])(
  'record-changes completes the move of a sign-in that %s permanently',
  { tags: ['fault/address-moves'] },
  async (_, fault) => {
    const { email, members, events, signIn } = await start();
    const hits = faults.add(secondWrite, fault);
    await signIn();
    await expect.poll(members).toEqual([email]);
    await expect.poll(events).toEqual(moved);
    expect(hits()).toBeGreaterThan(0);
  },
);

test('record-changes completes a sign-in that crashed after storing the address', {
  tags: ['fault/address-moves'],
}, async () => {
  const { email, members, events, signIn } = await start();
  const killed = faults.add({ ...secondWrite, after: 0, times: 1 }, { killCaller: true });
  await signIn().catch(() => undefined);
  await expect.poll(killed).toBe(1);
  await expect.poll(members).toEqual([email]);
  await expect.poll(events).toEqual(moved);
});

test('a move is written and recorded once when DynamoDB responses are lost', async () => {
  const { email, members, events, signIn } = await start();
  for (const name of ['pre-token-generation', 'record-changes'])
    faults.add({ function: name, operation: 'TransactWriteItems', chance: 1 / 2 }, { dropResponse: true });
  await signIn();
  await expect.poll(members).toEqual([email]);
  await expect.poll(events).toEqual(moved);
});
