import { expect, onTestFinished, test } from 'vitest';
import { fresh, inbox, organization } from '#test/support/api.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const minute = 60_000;
const clock = runningClock();
const faults = useFaults({ clock: clock.hands });

const start = async () => {
  onTestFinished(faults.clear);
  const acme = await organization({}, faults.url());
  const delivery = async (id: string) => (await acme.admin.get(`${acme.path}/invitations/${id}`)).body.delivery;
  const types = async () =>
    (await acme.admin.get(`${acme.path}/audit-events?limit=100`)).body.items.map(({ type }: { type: string }) => type);
  return { ...acme, delivery, types };
};

// The call after which the mailer crashes, and the number of emails: two only between the response of SES and its record.
test.each([
  ['has taken the mail for its own', { operation: 'TransactWriteItems', times: 1 }, 1],
  ['has read the invitation', { operation: 'GetItem', times: 1 }, 1],
  ['has handed the mail over', { service: 'ses', times: 1 }, 2],
  ['has recorded it on the delivery', { operation: 'UpdateItem', times: 1 }, 1],
  ['has recorded it on the invitation', { operation: 'UpdateItem', after: 1, times: 1 }, 1],
] as const)(
  'an email whose mailer crashes when it %s is sent and marked as sent',
  { tags: ['fault/f7'] },
  async (_, where, most) => {
    const { admin, path, delivery } = await start();
    const email = fresh('ann');
    const killed = faults.add({ function: 'send-invitation-email', ...where }, { killCaller: true });
    const { body } = await admin.post(`${path}/invitations`, { emails: [email], role: 'user' });
    await expect.poll(killed).toBe(1);
    // The message is visible again after its visibility timeout, and the lease has ended by then.
    clock.advance(4 * minute);

    await expect.poll(() => delivery(body.results[0].invitation.id)).toMatch(/^(?:sent|delivered)$/);
    const mails = (await inbox(email, faults.url())).length;
    expect([mails >= 1, mails <= most]).toEqual([true, true]);
  },
);

test.each([0, 1, 3, 5])(
  'record-changes that crashes after %i events of a batch records each event once',
  { tags: ['fault/f12'] },
  async (after) => {
    const { admin, path, types } = await start();
    await expect.poll(async () => (await types()).length).toBe(4);
    const killed = faults.add(
      { function: 'record-changes', operation: 'PutItem', after, times: 1 },
      { killCaller: true },
    );
    const emails = Array.from({ length: 8 }, (_, n) => fresh(`p${n}`));
    await admin.post(`${path}/invitations`, { emails, role: 'user' });
    await expect.poll(killed).toBe(1);

    await expect.poll(async () => (await types()).filter((type: string) => type === 'invitation.sent').length).toBe(9);
    // A later change has been recorded.
    await admin.post(`${path}/teams`, { name: 'Sales' });
    await expect.poll(types).toContain('team.created');
    expect((await types()).length).toBe(13);
  },
);

test('record-delivery that crashes twice after its write stores the delivery state', {
  tags: ['fault/f11'],
}, async () => {
  const { admin, path, delivery } = await start();
  const killed = faults.add(
    { function: 'record-delivery', operation: 'TransactWriteItems', times: 2 },
    { killCaller: true },
  );
  const { body } = await admin.post(`${path}/invitations`, { emails: [fresh('ann')], role: 'user' });
  await expect.poll(() => delivery(body.results[0].invitation.id)).toBe('delivered');
  await expect.poll(killed).toBe(2);
});
