import { expect, test } from 'vitest';
import { api, fresh, inbox, organization } from '#test/support/api.ts';
import { ownRun } from '#test/support/own-run.ts';

/** Returns all pages of a list. */
const all = async (get: (query: string) => Promise<{ body: { items: []; nextCursor: string | null } }>) => {
  const items: { subject: { email: string }; type: string }[] = [];
  let cursor = '';
  do {
    const { body } = await get(`limit=100${cursor && `&cursor=${cursor}`}`);
    items.push(...body.items);
    cursor = body.nextCursor ?? '';
  } while (cursor !== '');
  return items;
};

const count = (emails: readonly string[], of: readonly string[]) => {
  const counts = Map.groupBy(emails, (email) => email);
  return of.map((email) => counts.get(email)?.length ?? 0);
};

test('a bulk invite with the same key after kill -9 invites, emails and records every address', {
  tags: ['fault/f6'],
  timeout: 300_000,
}, async () => {
  const { start } = await ownRun();
  const first = await start();
  const acme = await organization({}, first.url);
  const people = Array.from({ length: 300 }, (_, n) => fresh(`p${n}`));
  const body = { emails: people, role: 'user' };
  const headers = { 'idempotency-key': 'bulk' };
  const cut = acme.admin.post(`${acme.path}/invitations`, body, { headers }).catch(() => undefined);
  await expect.poll(async () => (await inbox(undefined, first.url)).length, { interval: 20 }).toBeGreaterThan(5);
  await first.end('SIGKILL');
  await cut;
  const second = await start();
  const admin = api(acme.token, second.url);
  const again = async () => (await admin.post(`${acme.path}/invitations`, body, { headers })).status;
  // The lease of the killed run still holds, so the response may be 503 until it ends.
  await expect.poll(again, { interval: 1_000, timeout: 100_000 }).toBe(201);
  const mails = async () => (await inbox(undefined, second.url)).map(({ to }) => to);
  await expect.poll(async () => count(await mails(), people).includes(0), { interval: 500 }).toBe(false);
  const events = async () => {
    const items = await all((query) => admin.get(`${acme.path}/audit-events?category=invitation&${query}`));
    return items.map(({ subject }) => subject.email);
  };
  await expect
    .poll(async () => (await events()).filter((email) => people.includes(email)).length, { interval: 500 })
    .toBe(300);
  expect(new Set(count(await events(), people))).toEqual(new Set([1]));
  // Only emails between the response of SES and its record may be sent twice: at most three were in flight.
  const twice = count(await mails(), people).filter((mailed) => mailed > 1);
  expect(twice.length).toBeLessThanOrEqual(3);
  expect(Math.max(1, ...twice)).toBeLessThanOrEqual(2);
});
