import { expect, onTestFinished, test } from 'vitest';
import { fresh, inbox, mailsTo, organization } from '#test/support/api.ts';
import { refusedAs } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const faults = useFaults();
const start = async () => {
  onTestFinished(faults.clear);
  return organization({}, faults.url());
};
type Started = Awaited<ReturnType<typeof start>>;

const sendingTo = (email: string, times?: number) => ({
  service: 'ses',
  about: email,
  ...(times !== undefined && { times }),
});
const deliveryOf = async ({ admin, path }: Started, id: string): Promise<string> =>
  (await admin.get(`${path}/invitations/${id}`)).body.delivery;

test('mail that SES throttles waits and goes out once; the audit log does not wait for it', async () => {
  const acme = await start();
  const email = fresh('ann');
  const throttled = faults.add(sendingTo(email), refusedAs('Throttling', 'Maximum sending rate exceeded.'));

  const { id } = await acme.invite(email);
  await expect.poll(throttled).toBeGreaterThan(1);
  const logged = async () => (await acme.admin.get(`${acme.path}/audit-events?invitationId=${id}`)).body.items.length;
  await expect.poll(logged).toBe(1);
  expect(await deliveryOf(acme, id)).toBe('queued');
  expect(await inbox(email, faults.url())).toEqual([]);
  faults.clear();

  expect(await mailsTo(email, 1, faults.url())).toHaveLength(1);
  await expect.poll(() => deliveryOf(acme, id)).toMatch(/sent|delivered/);
});

test('mail beyond the quota of the day waits for it, and nothing of it is given up', async () => {
  const acme = await start();
  const email = fresh('ann');
  const spent = faults.add(sendingTo(email, 3), refusedAs('Throttling', 'Daily message quota exceeded.'));

  const { id } = await acme.invite(email);

  expect(await mailsTo(email, 1, faults.url())).toHaveLength(1);
  expect(spent()).toBe(3);
  await expect.poll(() => deliveryOf(acme, id)).toMatch(/sent|delivered/);
});

test('mail that SES takes without its answer arriving goes out at most once more, and is told as sent', async () => {
  const acme = await start();
  const email = fresh('ann');
  const lost = faults.add(sendingTo(email, 1), { dropAnswer: true });

  const { id } = await acme.invite(email);

  // Nobody tries again before the lease of the first sender is over.
  await expect.poll(() => deliveryOf(acme, id), { interval: 500, timeout: 100_000 }).toMatch(/sent|delivered/);
  expect(lost()).toBe(1);
  expect((await inbox(email, faults.url())).length).toBeLessThanOrEqual(2);
}, 150_000);

test('mail that SES refuses for good is shown as failed with the reason, once', async () => {
  const acme = await start();
  const email = fresh('ann');
  const refused = faults.add(sendingTo(email), refusedAs('MessageRejected', 'Address blocked.'));

  const { id } = await acme.invite(email);

  await expect.poll(() => deliveryOf(acme, id)).toBe('failed');
  const types = async () =>
    (await acme.admin.get(`${acme.path}/audit-events?invitationId=${id}`)).body.items
      .map(({ type }: { type: string }) => type)
      .sort();
  await expect.poll(types).toEqual(['invitation.sent', 'invitation.undelivered']);
  expect(refused()).toBe(1);
});
