import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '#operator/local-run/start-local.ts';
import { api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { stoppedClock } from '#test/support/controllable-clock.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

const day = 24 * 60 * 60 * 1000;

const startedRun = async () => {
  const clock = stoppedClock();
  const options = { port: 0, data: temporaryFolder(), seeded: false, clock: clock.hands, report: () => undefined };
  const { url, stop } = await startLocal(options);
  onTestFinished(stop);
  return { clock, url };
};

test('a controllable clock expires an invitation to the millisecond, with its token and audit events', async () => {
  const { clock, url } = await startedRun();
  clock.delayRemovals(Number.POSITIVE_INFINITY);
  const acme = await organization({ plan: 'standard' }, url);
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  const [mail] = await mailsTo(email, 1, url);
  const token = tokenIn(mail ?? expect.fail('no mail'));
  const preview = async () => (await api(undefined, url).post('/invitations/preview', { token })).body.code ?? 'open';
  clock.advance(7 * day - 1);
  expect(await preview()).toBe('open');
  expect((await acme.admin.get(acme.path)).status).toBe(401);
  clock.advance(1);
  expect(await preview()).toBe('invitation_expired');
  const admin = await as(acme.adminEmail, {}, url);
  expect((await admin.get(`${acme.path}/invitations/${invitation.id}`)).body.status).toBe('expired');
  const path = `${acme.path}/audit-events?email=${email}`;
  const types = async () => (await admin.get(path)).body.items.map(({ type }: { type: string }) => type);
  await expect.poll(types).toEqual(['invitation.sent']);
  clock.delayRemovals(0);
  clock.advance(5 * day);
  const later = await as(acme.adminEmail, {}, url);
  const events = async () => (await later.get(path)).body.items;
  await expect.poll(async () => (await events()).length).toBe(2);
  expect(await events()).toMatchObject([
    { type: 'invitation.expired', occurredAt: invitation.expiresAt },
    { type: 'invitation.sent', occurredAt: mail?.sentAt },
  ]);
}, 300_000);
