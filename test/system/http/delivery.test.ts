import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';

/** Returns a unique address of SES's mailbox simulator. */
const simulator = (fate: string): string => `${fate}+${randomUUID().slice(0, 8)}@simulator.amazonses.com`;

type Acme = Awaited<ReturnType<typeof organization>>;

/** Waits until the invitation has this state, and returns it. */
const shows = async (acme: Acme, id: string, delivery: string) => {
  const show = async () => (await acme.admin.get(`${acme.path}/invitations/${id}`)).body;
  await expect.poll(async () => (await show()).delivery).toBe(delivery);
  return show();
};

const eventsAbout = async ({ admin, path }: Acme, email: string) =>
  (await admin.get(`${path}/audit-events?email=${encodeURIComponent(email)}`)).body.items;

test('a delivered email is shown as delivered', async () => {
  const acme = await organization();
  for (const email of [fresh('ann'), simulator('success')])
    expect(await shows(acme, (await acme.invite(email)).id, 'delivered')).not.toHaveProperty('deliveryReason');
});

test('a bounced email shows its reason, stays pending, keeps its slot and has one audit event', {
  tags: ['promise/email'],
}, async () => {
  const acme = await organization({ plan: 'standard' });
  const email = simulator('bounce');
  const { id } = await acme.invite(email);
  expect(await shows(acme, id, 'bounced')).toMatchObject({ status: 'pending', deliveryReason: 'hard_bounce' });
  expect((await acme.admin.get(acme.path)).body.usage.pendingInvitations).toBe(1);
  await expect.poll(async () => (await eventsAbout(acme, email)).length).toBe(2);
  expect((await eventsAbout(acme, email))[0]).toMatchObject({
    type: 'invitation.undelivered',
    actor: { type: 'system' },
    subject: { type: 'invitation', id, email },
    details: { email, role: 'user', reason: 'hard_bounce' },
  });
});

test('an email to an address on the suppression list bounces with that reason', {
  tags: ['fault/f11'],
}, async () => {
  const acme = await organization();
  const { id } = await acme.invite(simulator('suppressionlist'));
  expect(await shows(acme, id, 'bounced')).toMatchObject({ deliveryReason: 'suppressed' });
});

test('a complaint replaces the state delivered', async () => {
  const acme = await organization();
  const { id } = await acme.invite(simulator('complaint'));
  expect(await shows(acme, id, 'complained')).toMatchObject({ deliveryReason: 'spam_complaint' });
});

test('an out-of-office reply does not change a delivered email', async () => {
  const acme = await organization();
  const email = simulator('ooto');
  const { id } = await acme.invite(email);
  await shows(acme, id, 'delivered');
  const other = simulator('bounce');
  await shows(acme, (await acme.invite(other)).id, 'bounced');
  await expect.poll(async () => (await eventsAbout(acme, other)).length).toBe(2);
  expect(await shows(acme, id, 'delivered')).not.toHaveProperty('deliveryReason');
  expect(await eventsAbout(acme, email)).toHaveLength(1);
});

test('each bounced email of an invitation has its own audit event', async () => {
  const acme = await organization();
  const email = simulator('bounce');
  const { id } = await acme.invite(email);
  await shows(acme, id, 'bounced');
  await expect
    .poll(async () => (await acme.admin.post(`${acme.path}/invitations/${id}/resend`)).status, { interval: 200 })
    .toBe(200);
  await expect.poll(async () => (await eventsAbout(acme, email)).length).toBe(4);
  expect(await shows(acme, id, 'bounced')).toMatchObject({ sentCount: 2, deliveryReason: 'hard_bounce' });
});
