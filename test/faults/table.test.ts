import { expect, onTestFinished, test } from 'vitest';
import { as, fresh, mailsTo, organization } from '#test/support/api.ts';
import { conflict, throttled } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const faults = useFaults();
const start = async (facts: Parameters<typeof organization>[0] = {}) => {
  onTestFinished(faults.clear);
  return organization(facts, faults.url());
};
type Started = Awaited<ReturnType<typeof start>>;

const transactions = (name: string, times?: number) => ({
  function: name,
  operation: 'TransactWriteItems',
  ...(times !== undefined && { times }),
});

/** The types of an address's audit events, once there are so many. */
const history = async (acme: Started, email: string, count: number): Promise<string[]> => {
  const types = async () =>
    (await acme.admin.get(`${acme.path}/audit-events?email=${encodeURIComponent(email)}`)).body.items
      .map(({ type }: { type: string }) => type)
      .sort();
  await expect.poll(types).toHaveLength(count);
  return types();
};

test('an answer of the table that is lost after the commit changes nothing twice, whatever was asked', async () => {
  const acme = await start({ plan: 'standard' });
  const email = fresh('ann');
  const lost = ['send-invitations', 'resend-invitation', 'accept-invitation', 'revoke-invitation'].map((name) =>
    faults.add(transactions(name, 1), { dropAnswer: true }),
  );

  const invitation = await acme.invite(email);
  const path = `${acme.path}/invitations/${invitation.id}`;
  await mailsTo(email, 1, faults.url());
  const resend = async () => (await acme.admin.post(`${path}/resend`)).body;
  await expect.poll(resend, { interval: 300 }).toMatchObject({ sentCount: 2 });
  const ann = await as(email, {}, faults.url());
  const accepted = await ann.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id });
  const other = await acme.invite(fresh('bob'));
  const revoked = await acme.admin.post(`${acme.path}/invitations/${other.id}/revoke`);

  expect(lost.map((hits) => hits())).toEqual([1, 1, 1, 1]);
  expect([accepted.status, revoked.status]).toEqual([200, 200]);
  expect((await acme.admin.get(acme.path)).body.usage).toEqual({ pendingInvitations: 0, members: 2 });
  expect(await history(acme, email, 4)).toEqual([
    'invitation.accepted',
    'invitation.resent',
    'invitation.sent',
    'member.joined',
  ]);
  expect(await mailsTo(email, 2, faults.url())).toHaveLength(2);
});

test('an answer that is lost as often as the table is asked leaves what happened to the next request', async () => {
  const acme = await start({ plan: 'standard' });
  const email = fresh('ann');
  faults.add(transactions('send-invitations'), { dropAnswer: true });
  const headers = { 'idempotency-key': 'lost' };
  const invite = () => acme.admin.post(`${acme.path}/invitations`, { emails: [email], role: 'user' }, { headers });

  expect(await invite()).toMatchObject({ status: 503, body: { code: 'try_again' } });
  faults.clear();

  // Until the lease of the first request is over, the answer may be 503.
  await expect.poll(async () => (await invite()).status, { interval: 1_000 }).toBe(201);
  expect((await acme.admin.get(acme.path)).body.usage).toMatchObject({ pendingInvitations: 1 });
  expect(await history(acme, email, 1)).toEqual(['invitation.sent']);
  expect(await mailsTo(email, 1, faults.url())).toHaveLength(1);
});

test.each([
  ['throttled', throttled],
  ['in the way of another', conflict],
])('a transaction that is %s three times goes through, and one that always is asks to try again', async (_, fault) => {
  const acme = await start({ plan: 'standard' });
  const three = faults.add(transactions('send-invitations', 3), fault);
  const invitation = await acme.invite(fresh('ann'));
  expect(three()).toBe(3);
  faults.clear();
  faults.add(transactions('revoke-invitation'), fault);

  const refused = await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`);

  expect(refused).toMatchObject({ status: 503, body: { code: 'try_again' } });
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  faults.clear();
  expect((await acme.admin.get(`${acme.path}/invitations/${invitation.id}`)).body).toMatchObject({ status: 'pending' });
  expect(await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`)).toMatchObject({ status: 200 });
});

test('reading that is throttled for good asks to try again, and says nothing of the table', async () => {
  const acme = await start();
  faults.add({ function: 'get-organization' }, throttled);

  const refused = await acme.admin.get(acme.path);

  expect(refused).toMatchObject({ status: 503, body: { code: 'try_again' } });
  expect(refused.text).not.toMatch(/throttled|throttling|dynamo|rate/i);
});

test.each([
  ['conflicts', conflict],
  ['throttling', throttled],
])('%s at the table keep nobody from signing in', async (_, fault) => {
  await start();
  faults.add(transactions('pre-token-generation'), fault);

  const ann = await as(fresh('ann'), { name: 'Ann Lee' }, faults.url());

  expect((await ann.get('/me')).body.user).toMatchObject({ name: 'Ann Lee' });
});
