import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { as, fresh, mailsTo, organization } from '#test/support/api.ts';
import { stoppedClock } from '#test/support/controllable-clock.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const clock = stoppedClock();
const [accepting, revoking, mailing] = [stoppedClock(), stoppedClock(), stoppedClock()];
const functionClocks = {
  'invitations-local-accept-invitation': accepting.hands,
  'invitations-local-revoke-invitation': revoking.hands,
  'invitations-local-send-invitation-email': mailing.hands,
};
const { url, data } = useFaults({ clock: clock.hands, functionClocks });

const goTo = (
  time: number,
  ahead: { readonly accepting: number; readonly revoking: number; readonly mailing: number },
) => {
  for (const [one, by] of [
    [clock, 0],
    [accepting, ahead.accepting],
    [revoking, ahead.revoking],
    [mailing, ahead.mailing],
  ] as const)
    one.advance(time + by - one.now());
};
const together = { accepting: 0, revoking: 0, mailing: 0 };

const start = async () => {
  goTo(clock.now(), together);
  clock.delayRemovals(Number.POSITIVE_INFINITY);
  const acme = await organization({ plan: 'standard' }, url());
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  const path = `${acme.path}/invitations/${invitation.id}`;
  /** Signs in again, because tokens last 15 minutes. */
  const now = async () => {
    const [admin, ann] = [await as(acme.adminEmail, {}, url()), await as(email, {}, url())];
    return {
      admin,
      accept: () => ann.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id }),
      revoke: () => admin.post(`${path}/revoke`),
      status: async () => (await admin.get(path)).body.status,
      ends: async (): Promise<string[]> =>
        (await admin.get(`${acme.path}/audit-events?invitationId=${invitation.id}`)).body.items
          .map(({ type }: { type: string }) => type)
          .filter((type: string) => /accepted|revoked|expired/.test(type)),
    };
  };
  return { ...acme, email, invitation, now, expiry: Date.parse(invitation.expiresAt) };
};

/** Checks that no duration is negative. */
const noNegativeTimes = (): void => {
  const lines = readdirSync(join(data, 'logs')).flatMap((file) =>
    readFileSync(join(data, 'logs', file), 'utf8').split('\n'),
  );
  const metrics = lines.filter((line) => line.includes('"_aws"'));
  expect(metrics.length).toBeGreaterThan(0);
  expect(metrics.filter((line) => /"\w*(?:Email|Acceptance|Request)\w*":-/.test(line))).toEqual([]);
};

const expired = { status: 410, body: { code: 'invitation_expired' } };
const done = { status: 200 };

// Offset of each clock, the correct time relative to the expiry, and the expected result.
test.each([
  [
    'acceptances ahead and revocations behind, before the expiry',
    { accepting: 90, revoking: -90 },
    -30,
    expired,
    done,
    'revoked',
  ],
  [
    'acceptances ahead and revocations behind, after the expiry',
    { accepting: 90, revoking: -90 },
    30,
    expired,
    done,
    'revoked',
  ],
  [
    'acceptances behind and revocations ahead, after the expiry',
    { accepting: -90, revoking: 90 },
    30,
    done,
    { status: 409 },
    'accepted',
  ],
] as const)(
  'functions with clocks three minutes apart agree: %s',
  { tags: ['fault/f20'] },
  async (_, ahead, seconds, acceptAnswer, revokeAnswer, end) => {
    const { now, expiry } = await start();
    goTo(expiry + seconds * second, {
      accepting: ahead.accepting * second,
      revoking: ahead.revoking * second,
      mailing: -90 * second,
    });
    const { accept, revoke } = await now();

    expect(await accept()).toMatchObject(acceptAnswer);
    expect(await revoke()).toMatchObject(revokeAnswer);

    clock.delayRemovals(0);
    clock.advance(hour / 2);
    const { status, ends } = await now();
    expect(await status()).toBe(end);
    await expect.poll(ends).toEqual([`invitation.${end}`]);
    noNegativeTimes();
  },
);

test('an email is sent by the clock of its sender, with a duration of at least 0', {
  tags: ['fault/f20'],
}, async () => {
  const { path, now } = await start();
  goTo(clock.now(), { ...together, mailing: -90 * second });
  const { admin } = await now();
  const email = fresh('bob');
  await admin.post(`${path}/invitations`, { emails: [email], role: 'user' });
  expect(await mailsTo(email, 1, url())).toHaveLength(1);
  noNegativeTimes();
});

test('clocks that jump back by an hour lose no data and fail no request', {
  tags: ['fault/f20'],
}, async () => {
  const { path, id, invitation, email, now } = await start();
  await mailsTo(email, 1, url());
  goTo(clock.now() - hour, together);
  const { admin, accept, status } = await now();
  const bob = fresh('bob');

  const sent = await admin.post(`${path}/invitations`, { emails: [bob], role: 'user' });
  expect(sent.status).toBe(201);
  const resent = await admin.post(`${path}/invitations/${invitation.id}/resend`);
  expect([resent.status, resent.body.code]).toEqual([429, 'resend_too_soon']);
  expect(Number(resent.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await accept()).toMatchObject(done);
  expect(await status()).toBe('accepted');
  expect(await mailsTo(bob, 1, url())).toHaveLength(1);
  const revoked = await admin.post(`${path}/invitations/${sent.body.results[0].invitation.id}/revoke`);
  expect(revoked).toMatchObject(done);
  for (const list of ['', '/members', '/invitations?status=pending', '/teams', '/audit-events'])
    expect((await admin.get(`${path}${list}`)).status).toBe(200);
  const events = async () => (await admin.get(`${path}/audit-events?email=${bob}`)).body.items.length;
  await expect.poll(events).toBe(2);
  expect(id).toBe(invitation.organizationId);
  noNegativeTimes();
});

test('accepting, revoking and expiring in one millisecond have one winner in the audit log', {
  tags: ['fault/f21'],
}, async () => {
  for (let round = 0; round < 6; round++) {
    const { now, expiry } = await start();
    goTo(expiry - 1, together);
    const { accept, revoke, status, ends } = await now();

    const asked = [accept(), revoke()];
    goTo(expiry, together);
    clock.delayRemovals(0);
    const [accepted, revoked] = await Promise.all(asked);

    // TTL removes the claim at most two seconds after the expiry.
    goTo(expiry + 2 * second, together);
    await expect.poll(async () => (await ends()).length).toBe(1);
    const end = await status();
    expect(await ends()).toEqual([`invitation.${end}`]);
    expect([accepted?.status === 200, revoked?.status === 200]).toEqual([end === 'accepted', end === 'revoked']);
    if (end !== 'accepted') expect(accepted).toMatchObject({ status: 410, body: { code: `invitation_${end}` } });
    if (end !== 'revoked') expect(revoked).toMatchObject({ status: 409, body: { invitationStatus: end } });
  }
});
