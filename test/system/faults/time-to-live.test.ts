import { expect, onTestFinished, test } from 'vitest';
import { as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { stoppedClock } from '#test/support/controllable-clock.ts';
import { throttled } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const day = 24 * 60 * 60 * 1000;
const clock = stoppedClock();
const { url, add, clear } = useFaults({ clock: clock.hands });

// DynamoDB's clock may be ahead of that of the functions.
test('TTL 90 s too early expires no invitation early and leaves one audit event', {
  tags: ['fault/f18'],
}, async () => {
  const acme = await organization({ plan: 'standard' }, url());
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  const pending = await acme.invite(ann);
  await acme.invite(bob);
  const [mail] = await mailsTo(bob, 1, url());
  const restored = [ann, bob].map((email) =>
    add({ function: 'record-changes', operation: 'TransactWriteItems', about: `ADDRESS#${email}` }, {}),
  );
  clock.delayRemovals(-90_000);
  clock.advance(7 * day - 30_000);
  const admin = async () => as(acme.adminEmail, { name: 'Alice Admin' }, url());
  const early = await admin();
  // While the claim is missing, the address can be invited again.
  const asked = { emails: [ann], role: 'user', dryRun: true };
  const claimIsBack = async () => (await early.post(`${acme.path}/invitations`, asked)).body;

  await expect.poll(() => Math.min(...restored.map((times) => times()))).toBeGreaterThan(0);
  await expect.poll(claimIsBack).toMatchObject({ results: [{ code: 'already_invited', invitationId: pending.id }] });
  const accepted = await (await as(bob, {}, url())).post('/invitations/accept', {
    token: tokenIn(mail ?? expect.fail()),
  });
  expect([accepted.status, accepted.body.code]).toEqual([200, undefined]);
  expect((await early.get(`${acme.path}/invitations/${pending.id}`)).body.status).toBe('pending');

  clock.advance(2 * 60_000);
  const late = await admin();
  const events = async (email: string) => (await late.get(`${acme.path}/audit-events?email=${email}`)).body.items;
  await expect.poll(() => events(ann)).toHaveLength(2);
  expect(await events(ann)).toMatchObject([
    { type: 'invitation.expired', occurredAt: pending.expiresAt },
    { type: 'invitation.sent' },
  ]);
  expect((await events(bob)).map(({ type }: { type: string }) => type).sort()).toEqual([
    'invitation.accepted',
    'invitation.sent',
    'member.joined',
  ]);
});

test('an address invited again after an early TTL has only the new pending invitation', {
  tags: ['fault/f18'],
}, async () => {
  onTestFinished(clear);
  const acme = await organization({ plan: 'standard' }, url());
  const email = fresh('ann');
  const first = await acme.invite(email);
  const held = add({ function: 'record-changes', about: `ADDRESS#${email}` }, throttled);
  clock.delayRemovals(-90_000);
  clock.advance(7 * day - 30_000);
  const admin = await as(acme.adminEmail, { name: 'Alice Admin' }, url());
  await expect.poll(held).toBeGreaterThan(0);
  const { results } = (await admin.post(`${acme.path}/invitations`, { emails: [email], role: 'viewer' })).body;
  expect(results).toMatchObject([{ outcome: 'invited' }]);
  const statusOf = async (id: string) => (await admin.get(`${acme.path}/invitations/${id}`)).body.status;
  const revoke = () => admin.post(`${acme.path}/invitations/${first.id}/revoke`);
  // Until it is finalized, the claim names the other invitation.
  expect(await revoke()).toMatchObject({ status: 503, body: { code: 'try_again' } });
  clear();

  await expect.poll(() => statusOf(first.id)).toBe('expired');
  expect(await revoke()).toMatchObject({ status: 409, body: { invitationStatus: 'expired' } });
  expect(await statusOf(results[0].invitation.id)).toBe('pending');
  const ann = await as(email, {}, url());
  const accept = (invitationId: string) => ann.post('/invitations/accept', { invitationId, organizationId: acme.id });
  expect(await accept(first.id)).toMatchObject({ status: 410, body: { code: 'invitation_expired' } });
  expect(await accept(results[0].invitation.id)).toMatchObject({ status: 200, body: { member: { role: 'viewer' } } });
  const events = async () => (await admin.get(`${acme.path}/audit-events?invitationId=${first.id}`)).body.items;
  await expect.poll(events).toMatchObject([{ type: 'invitation.expired', occurredAt: first.expiresAt }, {}]);
});
