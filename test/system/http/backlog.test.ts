import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '#operator/local-run/start-local.ts';
import { type Api, as, inbox } from '#test/support/api.ts';
import { auditLogAtEnd } from '#test/support/audit-log-of-run.ts';
import { assemblyWithoutReaders, clockWithoutRemovals, during, newFolder, organizationOf } from './run-during.ts';

const day = 24 * 60 * 60 * 1000;

/** `BACKLOG=2000` takes minutes. */
const { BACKLOG: leastChanges = '500' } = process.env;
const peopleInvited = Math.ceil(Number(leastChanges) * 0.85);
const some = Math.ceil(peopleInvited * 0.07);

/** Runs with bounded concurrency. */
const each = async <T>(list: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> => {
  const left = [...list];
  const lane = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
};

type Invitation = { readonly id: string; readonly organizationId: string; readonly email: string };

const inviteAll = async (gail: Api, path: string, emails: readonly string[]): Promise<Invitation[]> => {
  const { status, body } = await gail.post(`${path}/invitations`, { emails, role: 'user' });
  expect(status).toBe(201);
  return body.results.map(({ invitation }: { invitation: Invitation }) => invitation);
};

/** Makes changes while no consumer runs, and returns the number of emails due per address. */
const busyDay = async (url: string, pass: (milliseconds: number) => void): Promise<Map<string, number>> => {
  const gail = await as('gail@globex.test', {}, url);
  const path = await organizationOf(gail);
  const people = Array.from({ length: peopleInvited }, (_, n) => `p${n}@backlog.test`);
  const invitations: Invitation[] = [];
  for (let from = 0; from < people.length; from += 1_000)
    invitations.push(...(await inviteAll(gail, path, people.slice(from, from + 1_000))));
  const [revoked, resent] = [invitations.slice(0, some), invitations.slice(-some)];
  const accepted = invitations.slice(some, some + 15);
  pass(2_000);
  await each(revoked, ({ id }) => gail.post(`${path}/invitations/${id}/revoke`));
  await each(resent, ({ id }) => gail.post(`${path}/invitations/${id}/resend`));
  await each(accepted, async ({ id: invitationId, organizationId, email }) => {
    const person = await as(email, {}, url);
    expect((await person.post('/invitations/accept', { invitationId, organizationId })).status).toBe(200);
  });
  const due = new Map(people.map((email) => [email, 1]));
  for (const { email } of [...revoked, ...accepted]) due.set(email, 0);
  for (const { email } of resent) due.set(email, 2);
  return due;
};

test('a backlog of a day is processed: pending invitations are emailed, every change is recorded', {
  tags: ['fault/f17'],
  timeout: 400_000,
}, async () => {
  const data = newFolder();
  const clock = clockWithoutRemovals();
  const options = { port: 0, data, clock: clock.hands, resendPauseSeconds: 1, report: () => undefined };
  await during(options, async () => undefined);
  const due = await during({ ...options, assembly: await assemblyWithoutReaders() }, ({ url }) =>
    busyDay(url, clock.advance),
  );
  clock.advance(day);

  const { url, stop } = await startLocal(options);
  onTestFinished(stop);
  // The mailer processes changes in order, so the last request is emailed last.
  const last = [...due].findLast(([, emails]) => emails === 2)?.[0] ?? expect.fail();
  await expect
    .poll(async () => (await inbox(last, url)).length, { interval: 1_000, timeout: 280_000 })
    .toBeGreaterThan(1);
  let mails: Awaited<ReturnType<typeof inbox>> = [];
  const { changes, differences } = await auditLogAtEnd(url, data, async () => {
    mails = await inbox(undefined, url);
    await stop();
  });
  const mailed = Map.groupBy(mails, ({ to }) => to);

  const log = await readFile(join(data, 'logs', 'invitations-local-send-invitation-email.log'), 'utf8');
  const unanswered = log.split('\n').filter((line) => line.includes('"level":"error"')).length;
  const counts = [...due].map(([email, emails]) => ({ email, emails, mailed: mailed.get(email)?.length ?? 0 }));
  const wrong = counts.filter(({ emails, mailed: got }) => got !== emails);
  expect(wrong.filter(({ emails, mailed: got }) => got < emails || emails === 0)).toEqual([]);
  // Only emails whose SES response was lost may be sent twice.
  expect(wrong.length, JSON.stringify(wrong)).toBeLessThanOrEqual(unanswered);
  expect(differences).toEqual([]);
  expect(changes).toBeGreaterThanOrEqual(Number(leastChanges));
});
