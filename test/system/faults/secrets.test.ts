import type { Fault } from 'cdk-local/fault-injection';
import { expect, onTestFinished, test } from 'vitest';
import { type Answer, api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { linkSecret } from '#test/support/aws-of-run.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { refusedAs, throttled } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const minute = 60_000;
const clock = runningClock();
const faults = useFaults({ clock: clock.hands });
const secrets = { service: 'secretsmanager' };

/** Creates a link, and a list with more than one page. */
const start = async () => {
  onTestFinished(faults.clear);
  // Expires the cached keys of the functions.
  clock.advance(6 * minute);
  const acme = await organization({}, faults.url());
  const email = fresh('ann');
  const { id } = await acme.invite(email);
  const [mail = expect.fail('no mail')] = await mailsTo(email, 1, faults.url());
  for (const name of ['Sales', 'Support']) await acme.admin.post(`${acme.path}/teams`, { name });
  const { nextCursor } = (await acme.admin.get(`${acme.path}/teams?limit=1`)).body;
  return { acme, id, token: tokenIn(mail), ann: await as(email, {}, faults.url()), cursor: nextCursor };
};
type Started = Awaited<ReturnType<typeof start>>;

/** Calls that need the keys, with their function. */
const needing = ({ acme, token, ann, cursor }: Started): Readonly<Record<string, () => Promise<Answer>>> => ({
  'preview-invitation': () => api(undefined, faults.url()).post('/invitations/preview', { token }),
  'accept-invitation': () => ann.post('/invitations/accept', { token }),
  'list-teams': () => acme.admin.get(`${acme.path}/teams?cursor=${cursor}`),
});

/** Restarts the functions, so that they have no cached keys. */
const restarted = async (calls: ReturnType<typeof needing>): Promise<void> => {
  for (const [name, call] of Object.entries(calls)) {
    const killed = faults.add({ function: name, service: 'dynamodb', times: 1 }, { killCaller: true });
    await call();
    expect(killed()).toBe(1);
  }
};

const ways: Readonly<Record<string, Fault>> = {
  'is down': refusedAs('InternalServiceError', 'An error occurred on the server side.', 500),
  'is throttled': throttled,
  'is not reached': { unreachable: true },
  'does not answer in time': { delayMilliseconds: 6_000 },
};

test.each(Object.entries(ways))(
  'links and cursors return try_again while Secrets Manager %s',
  { tags: ['fault/f27'] },
  async (_, fault) => {
    const started = await start();
    const calls = needing(started);
    await restarted(calls);
    faults.add(secrets, fault);

    const refused = await Promise.all(Object.values(calls).map((call) => call()));

    for (const { status, body, headers } of refused) {
      expect([status, body.code]).toEqual([503, 'try_again']);
      expect(headers.get('retry-after')).toMatch(/^\d+$/);
    }
    const { acme, id } = started;
    expect((await acme.admin.get(`${acme.path}/invitations/${id}`)).body.status).toBe('pending');
    faults.clear();
    for (const call of Object.values(calls)) expect((await call()).status).toBe(200);
  },
);

test('functions with cached keys continue while Secrets Manager is down', {
  tags: ['fault/f27'],
}, async () => {
  const calls = Object.values(needing(await start()));
  const statuses = async () => {
    const statuses: number[] = [];
    for (const call of calls) statuses.push((await call()).status);
    return statuses;
  };
  expect(await statuses()).toEqual([200, 200, 200]);
  const down = faults.add(secrets, { unreachable: true });
  clock.advance(6 * minute);

  // The link is used now.
  expect(await statuses()).toEqual([410, 200, 200]);
  expect(down()).toBeGreaterThan(0);
});

test('emails wait for the link keys and are sent once', { tags: ['fault/f27'] }, async () => {
  const { acme } = await start();
  const email = fresh('bob');
  const mailer = { function: 'send-invitation-email' };
  const killed = faults.add({ ...mailer, operation: 'TransactWriteItems', times: 1 }, { killCaller: true });
  const down = faults.add({ ...mailer, ...secrets }, { unreachable: true });
  const { id } = await acme.invite(email);
  await expect.poll(killed).toBe(1);
  // The killed mailer holds the email until its lease ends.
  clock.advance(minute);
  await expect.poll(down).toBeGreaterThan(0);
  expect((await acme.admin.get(`${acme.path}/invitations/${id}`)).body.delivery).toBe('queued');
  faults.clear();
  clock.advance(minute);

  expect(await mailsTo(email, 1, faults.url())).toHaveLength(1);
});

test('a rotated key verifies its links until it is removed', {
  tags: ['fault/f27'],
}, async () => {
  const { acme, token } = await start();
  const secret = await linkSecret(faults.url());
  const { k1 = '' } = await secret.read();
  const k2 = 'n'.repeat(64);
  const preview = async (of: string) => {
    const { status, body } = await api(undefined, faults.url()).post('/invitations/preview', { token: of });
    return body.code ?? status;
  };
  onTestFinished(() => secret.put(JSON.stringify({ current: 'k1', k1 })));
  await secret.put(JSON.stringify({ current: 'k2', k1, k2 }));
  clock.advance(6 * minute);
  const email = fresh('bob');
  await acme.invite(email);
  const sealed = tokenIn((await mailsTo(email, 1, faults.url()))[0] ?? expect.fail('no mail'));
  expect(sealed).toMatch(/^k2\./);
  expect([await preview(token), await preview(sealed)]).toEqual([200, 200]);

  await secret.put(JSON.stringify({ current: 'k2', k2 }));
  clock.advance(6 * minute);
  expect([await preview(token), await preview(sealed)]).toEqual(['invitation_link_invalid', 200]);
});

test('an invalid secret makes new functions return try_again and opens no link', {
  tags: ['fault/f27'],
}, async () => {
  const started = await start();
  const calls = needing(started);
  await restarted(calls);
  const secret = await linkSecret(faults.url());
  const sound = JSON.stringify(await secret.read());
  onTestFinished(() => secret.put(sound));
  for (const text of ['', '{', '{}', '{"current":"k9"}', '{"current":"k1","k1":"short"}']) {
    await secret.put(text || ' ');
    for (const call of Object.values(calls)) expect((await call()).body.code).toBe('try_again');
  }
  await secret.put(sound);
  for (const call of Object.values(calls)) expect((await call()).status).toBe(200);
});
