import { signIn } from 'cdk-local/sign-in';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { fresh, organization } from '#test/support/api.ts';
import { failureQueue, operate } from '#test/support/aws-of-run.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { refusedAs } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const running = z.object({ clientId: z.string() });
const clock = runningClock();
const faults = useFaults({ clock: clock.hands });

/** Returns whether a session can still be renewed. */
const isSignedIn = async (refreshToken: string): Promise<boolean> => {
  const { clientId } = running.parse(await (await fetch(`${faults.url()}/local/running.json`)).json());
  const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });
  return (await fetch(`${faults.url()}/oauth2/token`, { method: 'POST', body })).ok;
};

test('a failing sign-out delays the audit log for at most a minute, then a replay signs out', {
  tags: ['fault/sign-out-fails'],
}, async () => {
  const acme = await organization({}, faults.url());
  const email = fresh('ann');
  const ann = await acme.join(email);
  const { refreshToken } = await signIn({ url: faults.url(), email });
  const { id } = (await ann.get('/me')).body.user;
  const refused = faults.add(
    { service: 'cognito-idp', operation: 'AdminUserGlobalSignOut' },
    refusedAs('InternalErrorException', 'Something went wrong.', 500),
  );

  expect((await ann.delete(`${acme.path}/members/${id}`)).status).toBe(204);
  await expect.poll(refused).toBeGreaterThan(0);
  expect((await ann.get(acme.path)).status).toBe(404);
  expect(await isSignedIn(refreshToken)).toBe(true);
  const other = fresh('bob');
  await acme.invite(other);
  const types = async (of: string): Promise<string[]> =>
    (await acme.admin.get(`${acme.path}/audit-events?email=${of}`)).body.items.map(
      ({ type }: { type: string }) => type,
    );
  await expect.poll(() => types(email)).toContain('member.left');

  clock.advance(61_000);
  await expect.poll(() => types(other)).toEqual(['invitation.sent']);
  const queue = await failureQueue(faults.url());
  await expect.poll(async () => (await queue.look()).map(({ reader }) => reader)).toEqual(['record-changes']);
  faults.clear();
  expect(await operate('replay', {}, faults.url())).toMatchObject({ replayed: 1, failed: 0 });
  expect(await isSignedIn(refreshToken)).toBe(false);
  expect((await types(email)).filter((type) => type === 'member.left')).toHaveLength(1);
});
