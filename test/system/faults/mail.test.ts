import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { as, fresh, inbox, mailsTo, organization } from '#test/support/api.ts';
import { emailDeadLetters, operate } from '#test/support/aws-of-run.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { refusedAs } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const minute = 60_000;
const hour = 60 * minute;
/** After so long a failed message is visible again. */
const longestDelay = 16 * minute;
const clock = runningClock();
const faults = useFaults({ clock: clock.hands });
const toSes = { function: 'send-invitation-email', service: 'ses' };

const start = async (...names: readonly string[]) => {
  onTestFinished(faults.clear);
  const acme = await organization({}, faults.url());
  const people = names.map(fresh);
  const invite = async (emails = people) =>
    (await acme.admin.post(`${acme.path}/invitations`, { emails, role: 'user' })).body.results.map(
      ({ invitation }: { invitation: { id: string } }) => invitation.id,
    );
  /** Client of an admin with a new token, because tokens last 15 minutes. */
  const look = async () => {
    const admin = await as(acme.adminEmail, { name: 'Alice Admin' }, faults.url());
    return {
      typesAbout: async (email: string): Promise<string[]> =>
        (await admin.get(`${acme.path}/audit-events?email=${email}`)).body.items.map(
          ({ type }: { type: string }) => type,
        ),
      delivery: async (id: string) => (await admin.get(`${acme.path}/invitations/${id}`)).body.delivery,
      reason: async (id: string) => (await admin.get(`${acme.path}/invitations/${id}`)).body.deliveryReason,
      resend: async (id: string) => (await admin.post(`${acme.path}/invitations/${id}/resend`)).status,
    };
  };
  return { people, invite, look };
};

const mailed = async (people: readonly string[]): Promise<number[]> =>
  Promise.all(people.map(async (email) => (await inbox(email, faults.url())).length));

/** Waits until no call of SES was throttled for five seconds, so that no sender is at work: its lease would end when the clock moves. */
const noneAtWork = async (hits: () => number): Promise<void> => {
  for (let before = -1; before !== hits(); await pause(5_000)) before = hits();
};

/** Moves the clock forward while the mailer retries and fails again. */
const pass = async (hits: () => number, milliseconds: number): Promise<void> => {
  const before = hits();
  clock.advance(milliseconds);
  await expect.poll(hits).toBeGreaterThan(before);
};

test('all emails are sent once while SES throttles, without delaying the audit log', {
  tags: ['fault/f9'],
}, async () => {
  const { people, invite, look } = await start('ann', 'bob', 'cleo');
  const throttled = faults.add(toSes, refusedAs('Throttling', 'Maximum sending rate exceeded.'));
  const ids = await invite();
  const { typesAbout, delivery } = await look();
  for (const email of people) await expect.poll(() => typesAbout(email)).toEqual(['invitation.sent']);
  for (let minutes = 0; minutes < 5; minutes++) await pass(throttled, minute);
  for (const id of ids) expect(await delivery(id)).toBe('queued');
  expect(await mailed(people)).toEqual([0, 0, 0]);
  await noneAtWork(throttled);
  faults.clear();
  clock.advance(longestDelay);

  for (const email of people) expect(await mailsTo(email, 1, faults.url())).toHaveLength(1);
  const later = await look();
  for (const id of ids) await expect.poll(() => later.delivery(id)).toBe('delivered');
  expect(await mailed(people)).toEqual([1, 1, 1]);
});

test.each([
  ['refuses connections', { unreachable: true }],
  ['is down', refusedAs('ServiceUnavailable', 'Down.', 503)],
  ['fails', refusedAs('InternalFailure', 'Failed.', 500)],
])('all emails are sent once when SES %s for an hour', { tags: ['fault/f9'] }, async (_, fault) => {
  const { people, invite, look } = await start('ann', 'bob');
  const down = faults.add(toSes, fault);
  const ids = await invite();
  for (let sixths = 0; sixths < 6; sixths++) await pass(down, 10 * minute);
  expect(await mailed(people)).toEqual([0, 0]);
  await noneAtWork(down);
  faults.clear();
  // After a lost response the sender keeps the lease until then.
  clock.advance(longestDelay);

  for (const email of people) expect(await mailsTo(email, 1, faults.url())).toHaveLength(1);
  const { delivery } = await look();
  for (const id of ids) await expect.poll(() => delivery(id)).toBe('delivered');
});

test('an email that SES rejects is shown as failed, and others are sent', {
  tags: ['fault/f11'],
}, async () => {
  const { people, invite, look } = await start('ann', 'bob', 'cleo');
  const [, refused = ''] = people;
  const times = faults.add({ ...toSes, about: refused }, refusedAs('MessageRejected', 'Address blocked.'));
  const ids = await invite();

  const { typesAbout, delivery, reason } = await look();
  const deliveries = () => Promise.all(ids.map(delivery));
  await expect.poll(deliveries).toEqual(['delivered', 'failed', 'delivered']);
  expect(await mailed(people)).toEqual([1, 0, 1]);
  expect(await reason(ids[1])).toBe('Address blocked.');
  await expect.poll(() => typesAbout(refused)).toContain('invitation.undelivered');
  expect(times()).toBe(1);
});

test('an unverified recipient in the sandbox fails immediately without delaying others', async () => {
  const { people, invite, look } = await start('ann', 'bob', 'cleo');
  const [, unverified = ''] = people;
  const said = `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${unverified}`;
  const times = faults.add({ ...toSes, about: unverified }, refusedAs('MessageRejected', said));
  const ids = await invite();
  const { delivery, reason, resend } = await look();
  await expect.poll(() => Promise.all(ids.map(delivery))).toEqual(['delivered', 'failed', 'delivered']);
  expect([await reason(ids[1]), times()]).toEqual([said, 1]);
  faults.clear();
  clock.advance(minute);

  expect(await resend(ids[1])).toBe(200);
  await expect.poll(() => delivery(ids[1])).toBe('delivered');
  expect(await mailed(people)).toEqual([1, 1, 1]);
});

test('a throttled email delays no other of the same request', { tags: ['fault/f9'] }, async () => {
  const { people, invite, look } = await start('ann', 'bob', 'cleo');
  const throttled = faults.add(
    { ...toSes, about: people[1] ?? '' },
    refusedAs('Throttling', 'Maximum sending rate exceeded.'),
  );
  const ids = await invite();
  await expect.poll(throttled).toBeGreaterThan(2);

  await expect.poll(() => mailed(people)).toEqual([1, 0, 1]);
  faults.clear();
  await expect.poll(() => mailed(people)).toEqual([1, 1, 1]);
  const { delivery } = await look();
  await expect.poll(() => Promise.all(ids.map(delivery))).toEqual(['delivered', 'delivered', 'delivered']);
});

test('an email above the SES rate is retried by its sender without extra table writes', async () => {
  const { people, invite, look } = await start('ann');
  const throttled = faults.add({ ...toSes, times: 2 }, refusedAs('Throttling', 'Maximum sending rate exceeded.'));
  const transactions: string[] = [];
  faults.add({ function: toSes.function, operation: 'TransactWriteItems' }, ({ body }) => {
    // A call that conflicted with another is repeated unchanged.
    transactions.push(JSON.stringify({ ...Object(body), ClientRequestToken: undefined }));
    return {};
  });
  const [id] = await invite();
  await mailsTo(people[0] ?? '', 1, faults.url());
  const { delivery } = await look();
  await expect.poll(() => delivery(id)).toBe('delivered');

  const about = new Set(transactions.filter((one) => one.includes(id)));
  expect([throttled(), about.size]).toEqual([2, 1]);
});

test.each([
  ['AccountSendingPausedException', 'Email sending is disabled for your account.'],
  ['ConfigurationSetSendingPausedException', 'Email sending is disabled for the configuration set.'],
  ['MessageRejected', 'Sending paused for this account. For more information, please check the inbox.'],
  [
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: invitations@partnerally.com',
  ],
])(
  'emails wait without dead letters while SES needs an operator (%s: %s)',
  { tags: ['fault/f10'] },
  async (code, message) => {
    const { people, invite, look } = await start('ann');
    const refused = faults.add(toSes, refusedAs(code, message));
    const [id] = await invite();
    for (let hours = 0; hours < 3; hours++) await pass(refused, hour);
    const { delivery } = await look();
    expect(await delivery(id)).toBe('queued');
    await noneAtWork(refused);
    faults.clear();
    clock.advance(longestDelay);

    expect(await mailsTo(people[0] ?? '', 1, faults.url())).toHaveLength(1);
    const { typesAbout } = await look();
    await expect.poll(() => typesAbout(people[0] ?? '')).toEqual(['invitation.sent']);
  },
);

test('emails above the daily quota fail after 19 hours, are dead-lettered, and sent by a replay', {
  tags: ['fault/f10'],
}, async () => {
  const { people, invite, look } = await start('ann', 'bob');
  const spent = faults.add(toSes, refusedAs('Throttling', 'Daily message quota exceeded.'));
  const ids = await invite();
  await expect.poll(spent).toBeGreaterThan(0);
  await pass(spent, hour);
  clock.advance(18 * hour + minute);
  const { delivery, reason, typesAbout } = await look();
  for (const id of ids) await expect.poll(() => delivery(id)).toBe('failed');
  expect(await reason(ids[0])).toBe('could_not_be_sent');
  for (const email of people) await expect.poll(() => typesAbout(email)).toContain('invitation.undelivered');
  await expect.poll(() => emailDeadLetters(faults.url())).toBeGreaterThanOrEqual(2);
  faults.clear();

  expect(await operate('replay', {}, faults.url())).toMatchObject({ failed: 0 });

  for (const email of people) expect(await mailsTo(email, 1, faults.url())).toHaveLength(1);
  for (const id of ids) await expect.poll(() => delivery(id)).toBe('delivered');
});

test('an email with a lost response is sent once when SES reports its delivery in time', {
  tags: ['fault/f8'],
}, async () => {
  const { people, invite, look } = await start('ann');
  const [email = ''] = people;
  const lost = faults.add({ ...toSes, about: email, times: 1 }, { dropResponse: true });
  const [id] = await invite();
  const { delivery } = await look();
  await expect.poll(() => delivery(id)).toBe('delivered');
  expect(lost()).toBe(1);
  clock.advance(minute);

  // A later email has passed the mailer.
  const [other] = await invite([fresh('bob')]);
  await expect.poll(() => delivery(other)).toBe('delivered');
  expect(await mailed(people)).toEqual([1]);
});

test('an email with a lost response and no SES event is sent twice at most, with the same tag', {
  tags: ['fault/f8'],
}, async () => {
  const { people, invite, look } = await start('ann');
  const [email = ''] = people;
  const sends: string[] = [];
  faults.add({ ...toSes, about: email, times: 1 }, { dropResponse: true });
  faults.add({ ...toSes, about: email }, ({ body }) => {
    sends.push(JSON.stringify(body));
    return {};
  });
  const events = faults.add({ function: 'record-delivery', service: 'dynamodb' }, { unreachable: true });
  const [id] = await invite();
  await mailsTo(email, 1, faults.url());
  await expect.poll(events).toBeGreaterThan(0);
  clock.advance(minute);

  expect(await mailsTo(email, 2, faults.url())).toHaveLength(2);
  expect(sends).toEqual([expect.stringMatching(new RegExp(`"invitationId".*"${id}".*"sendNumber".*"1"`))]);
  const { delivery } = await look();
  await expect.poll(() => delivery(id)).toBe('sent');
  clock.advance(hour);
  faults.clear();
  await expect.poll(async () => (await look()).delivery(id)).toBe('delivered');
  expect(await mailed(people)).toEqual([2]);
});
