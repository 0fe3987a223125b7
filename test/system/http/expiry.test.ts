import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { ownRun } from '#test/support/own-run.ts';

test('an invitation expires on time with one audit event, and frees its address and slot', {
  tags: ['promise/expiry'],
  timeout: 180_000,
}, async () => {
  const { start } = await ownRun('--invitation-lifetime', '12s');
  const { url } = await start();
  const acme = await organization({ plan: 'standard' }, url);
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  const [mail] = await mailsTo(email, 1, url);
  const token = tokenIn(mail ?? expect.fail('no mail'));
  expect((await api(undefined, url).post('/invitations/preview', { token })).status).toBe(200);
  const ann = await as(email, {}, url);
  const path = `${acme.path}/invitations/${invitation.id}`;
  await sleep(Date.parse(invitation.expiresAt) - Date.now() + 20);
  expect((await acme.admin.get(path)).body.status).toBe('expired');
  expect((await ann.post('/invitations/accept', { token })).body.code).toBe('invitation_expired');
  expect((await ann.get('/me')).body.invitations).toEqual([]);
  expect((await acme.admin.get(`${acme.path}/invitations?status=pending`)).body.items).toEqual([]);
  expect((await acme.admin.get(acme.path)).body.usage.pendingInvitations).toBe(0);
  const again = await acme.invite(email);
  const events = () => acme.admin.get(`${acme.path}/audit-events?email=${email}`);
  const expired = async () =>
    (await events()).body.items.filter(({ type }: { type: string }) => type === 'invitation.expired');
  await expect.poll(async () => (await expired()).length).toBe(2);
  const occurred = (await expired()).map(({ occurredAt }: { occurredAt: string }) => occurredAt);
  expect(occurred).toEqual([again.expiresAt, invitation.expiresAt]);
  expect((await acme.admin.get(`${acme.path}/invitations?status=expired&email=${email}`)).body.items).toHaveLength(2);
});
