import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Run, refuseReusedKey, sendOnce } from '#core/invitations/send-once.ts';
import { problem } from '#core/problem.ts';
import { attempt } from '#core/table/commit.ts';
import { type Key, requestKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { moveLease, readStoredRequest } from '#core/table/request.ts';
import { beforeNextWrite, failNextWrites, stepsOfWrites } from '#test/support/in-between.ts';
import { day, later, present, product, second } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const freshKey = () => requestKey({ organizationId: 'acme', userId: randomUUID() }, 'monday');
const askedWith = (
  key: Key,
  more: { body?: unknown; now?: ReturnType<typeof present>; hasTime?: () => boolean } = {},
) => ({
  key,
  body: { emails: ['ann@x.test'] },
  now: present(),
  inviter: product,
  lifetimeSeconds: 60,
  hasTime: () => true,
  ...more,
});

const outcomes = [{ code: 'invited' }, { code: 'pending_limit_reached', limit: 50 }];
const done = async (as: Run) => ({ answer: as, outcomes });
const never = () => expect.fail('is not to be called');
const again = (as: Run, kept: readonly unknown[]) => ({ ...as, kept });
const stored = async (key: Key) => readStoredRequest(await getItem(key));

/** A run that continues until the test ends it. */
const slowRun = () => {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const started = Promise.withResolvers<Run>();
  const run = async (as: Run) => {
    started.resolve(as);
    await promise;
    return done(as);
  };
  return { run, started: started.promise, end: () => resolve(undefined), fail: reject };
};

test('sendOnce stores the outcomes for a day, and returns them to the same request', async () => {
  const key = freshKey();
  const asked = askedWith(key);
  const { now } = asked;
  const as = await sendOnce(asked, done, never);
  expect(as).toMatchObject({ at: now, inviter: product, lifetimeSeconds: 60, again: false });
  expect(await getItem(key)).toMatchObject({
    state: 'done',
    keptUntil: later(now, day),
    ttl: Math.ceil(Date.parse(later(now, day)) / 1000) + 1,
  });
  const next = askedWith(key, { now: later(now, day - 1) });
  expect(await sendOnce(next, never, again)).toMatchObject({ at: now, seed: as.seed, again: true, kept: outcomes });
  const { seed } = await sendOnce(askedWith(key, { now: later(now, day) }), done, never);
  expect(seed).not.toBe(as.seed);
});

test('two keys have two seeds', async () => {
  const [one, other] = [
    await sendOnce(askedWith(freshKey()), done, never),
    await sendOnce(askedWith(freshKey()), done, never),
  ];
  expect(one.seed).not.toBe(other.seed);
});

test('a run holds its lease for eight seconds, and moves it on while it lives', async () => {
  const key = freshKey();
  const slow = slowRun();
  const asked = askedWith(key);
  const answer = sendOnce(asked, slow.run, never);
  await slow.started;
  expect(await stored(key)).toMatchObject({ state: 'running', leaseUntil: later(asked.now, 8 * second) });
  const moved = async () => (await stored(key)).leaseUntil > later(asked.now, 10 * second);
  await expect.poll(moved).toBe(true);
  slow.end();
  await answer;
  expect((await stored(key)).state).toBe('done');
});

test('a run continues when a lease renewal fails, and renews it the next time', async () => {
  const key = freshKey();
  const slow = slowRun();
  const answer = sendOnce(askedWith(key), slow.run, never);
  await slow.started;
  const { leaseUntil } = await stored(key);
  failNextWrites(1);
  await expect.poll(async () => (await stored(key)).leaseUntil > leaseUntil).toBe(true);
  slow.end();
  await answer;
  expect((await stored(key)).state).toBe('done');
});

test('a request that is rejected as a whole releases its key', async () => {
  const key = freshKey();
  const refused = sendOnce(askedWith(key), () => Promise.reject(problem('team_not_found', {}, 422)), never);
  await expect(refused).rejects.toMatchObject({ code: 'team_not_found' });
  expect((await stored(key)).state).toBe('open');
  expect(await sendOnce(askedWith(key, { body: 'another' }), done, never)).toMatchObject({ again: false });
});

test.each([
  ['asks for another try', problem('try_again')],
  ['dies', new Error('died')],
])('a run that %s gives its lease back at once, and the next goes on with what it began', async (_, error) => {
  const key = freshKey();
  const first = askedWith(key);
  await expect(sendOnce(first, () => Promise.reject(error), never)).rejects.toBe(error);
  expect(await stored(key)).toMatchObject({ state: 'running', leaseUntil: first.now });
  const { seed } = await stored(key);
  expect(await sendOnce(askedWith(key), done, never)).toMatchObject({ at: first.now, seed, again: true });
});

test('sendOnce keeps the key in use when a takeover is rejected as a whole', async () => {
  const key = freshKey();
  await expect(sendOnce(askedWith(key), () => Promise.reject(new Error('died')), never)).rejects.toThrow();
  const refused = sendOnce(askedWith(key), () => Promise.reject(problem('nothing_invited')), never);
  await expect(refused).rejects.toMatchObject({ code: 'nothing_invited' });
  expect((await stored(key)).state).toBe('running');
});

test('the same request while the first runs waits for it, and gets its answer; another is refused at once', async () => {
  const key = freshKey();
  const slow = slowRun();
  const first = sendOnce(askedWith(key), slow.run, never);
  await slow.started;
  const waiting = sendOnce(askedWith(key), never, again);
  await expect(sendOnce(askedWith(key, { body: 'another' }), never, never)).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
  slow.end();
  const { seed } = await first;
  expect(await waiting).toMatchObject({ seed, again: true, kept: outcomes });
});

test('a waiting request runs itself when the first one is rejected as a whole', async () => {
  const key = freshKey();
  const slow = slowRun();
  const first = sendOnce(askedWith(key), slow.run, never);
  await slow.started;
  const looked = Promise.withResolvers<undefined>();
  const hasTime = () => {
    looked.resolve(undefined);
    return true;
  };
  const waiting = sendOnce(askedWith(key, { hasTime }), done, never);
  await looked.promise;
  slow.fail(problem('team_not_found'));
  await expect(first).rejects.toMatchObject({ code: 'team_not_found' });
  expect(await waiting).toMatchObject({ again: false });
});

test('sendOnce throws try_again when there is no time to wait', async () => {
  const key = freshKey();
  const slow = slowRun();
  const first = sendOnce(askedWith(key), slow.run, never);
  await slow.started;
  let looks = 0;
  const hasTime = () => ++looks < 3;
  await expect(sendOnce(askedWith(key, { hasTime }), never, never)).rejects.toMatchObject({
    code: 'try_again',
    facts: { retryAfter: 1 },
  });
  slow.end();
  await first;
});

test('of two that find a dead run one takes it over, and the other waits for that one', async () => {
  const key = freshKey();
  const first = askedWith(key, { now: later(present(), -second) });
  await expect(sendOnce(first, () => Promise.reject(new Error('died')), never)).rejects.toThrow();
  const steps = stepsOfWrites();
  // The first write asks for the key, which is taken; before the second, which takes the lease, another has taken it.
  beforeNextWrite(async () => {
    expect(await attempt([moveLease(key, first.now, later(present(), second))])).toEqual([]);
  }, 1);
  const as = await sendOnce(askedWith(key), done, never);
  expect(as).toMatchObject({ at: first.now, again: true });
  // The key; the lease by the other, in vain, and when the other's is over; the end.
  expect(steps).toEqual([1, 1, 1, 1, 1]);
});

test('a key that came with another body is refused for a dry run, too, while it counts', async () => {
  const key = freshKey();
  const asked = askedWith(key);
  await refuseReusedKey(key, 'another', asked.now);
  await expect(sendOnce(asked, () => Promise.reject(problem('team_not_found')), never)).rejects.toThrow();
  // Refused as a whole: as if it had never been.
  await refuseReusedKey(key, 'another', asked.now);
  await sendOnce(asked, done, never);
  await refuseReusedKey(key, asked.body, asked.now);
  await expect(refuseReusedKey(key, 'another', later(asked.now, day - 1))).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
  await refuseReusedKey(key, 'another', later(asked.now, day));
});

test('two requests wait for the first with their key, and a third gets try_again immediately', async () => {
  const asked = askedWith(freshKey());
  const { run, started, end } = slowRun();
  const first = sendOnce(asked, run, never);
  await started;
  const waiting = [sendOnce(asked, never, again), sendOnce(asked, never, again)];
  await expect.poll(async () => Object.keys((await getItem(asked.key)) ?? {})).toContain('waiting2Until');
  await expect(sendOnce(asked, never, never)).rejects.toMatchObject({ code: 'try_again', status: 503 });
  end();
  const { seed } = await first;
  expect((await Promise.all(waiting)).map((answer) => answer.seed)).toEqual([seed, seed]);
  expect(await getItem(asked.key)).not.toHaveProperty('waiting1Until');
});
