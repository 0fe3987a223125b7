import { expect, test } from 'vitest';
import { type Api, as, fresh, organization } from '#test/support/api.ts';
import { useFaults } from '#test/support/fault-plan.ts';

// Indexes of emulators are never stale; those of DynamoDB are, usually by milliseconds.
const { url, holdIndexes } = useFaults({ indexesLateMilliseconds: 2_000 });

const start = () => organization({ plan: 'standard' }, url());
type Started = Awaited<ReturnType<typeof start>>;

type Listed = { readonly id: string; readonly email: string; readonly type: string };

const listed = async (caller: Api, path: string): Promise<Listed[]> => (await caller.get(path)).body.items;
const pending = ({ admin, path }: Started) => listed(admin, `${path}/invitations?status=pending`);
const members = async ({ admin, path }: Started) =>
  (await listed(admin, `${path}/members`)).map(({ email }) => email).sort();
const openTo = async (caller: Api): Promise<string[]> =>
  (await caller.get('/me')).body.invitations.map(({ id }: Listed) => id);

/** Waits until the list has this state, then freezes the indexes. */
const standingAt = async <T>(look: () => Promise<T>, expected: unknown): Promise<() => void> => {
  await expect.poll(look).toEqual(expected);
  return holdIndexes();
};

test('getMe with a stale index hides a revoked invitation and shows the next one shortly after', {
  tags: ['fault/stale-indexes'],
}, async () => {
  const acme = await start();
  const email = fresh('ann');
  const ann = await as(email, {}, url());
  const first = await acme.invite(email);
  const release = await standingAt(() => openTo(ann), [first.id]);
  expect((await acme.admin.post(`${acme.path}/invitations/${first.id}/revoke`)).status).toBe(200);
  const second = await acme.invite(email);

  expect(await openTo(ann)).toEqual([]);
  const accept = (invitationId: string) => ann.post('/invitations/accept', { invitationId, organizationId: acme.id });
  expect(await accept(first.id)).toMatchObject({ status: 410, body: { code: 'invitation_revoked' } });
  release();
  await expect.poll(() => openTo(ann)).toEqual([second.id]);

  const releaseAgain = holdIndexes();
  expect((await accept(second.id)).status).toBe(200);
  const me = (await ann.get('/me')).body;
  expect([me.invitations, me.organizations]).toMatchObject([[], [{ id: acme.id }]]);
  releaseAgain();
});

test('a stale list of pending invitations causes no wrong change and catches up', {
  tags: ['fault/stale-indexes'],
}, async () => {
  const acme = await start();
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  const [revoked, accepted] = [await acme.invite(ann), await acme.invite(bob)];
  const shown = async () => (await pending(acme)).map(({ id }) => id).sort();
  const release = await standingAt(shown, [revoked.id, accepted.id].sort());
  const path = (id: string) => `${acme.path}/invitations/${id}`;
  await acme.admin.post(`${path(revoked.id)}/revoke`);
  const asBob = await as(bob, {}, url());
  await asBob.post('/invitations/accept', { invitationId: accepted.id, organizationId: acme.id });
  const fresher = await acme.invite(fresh('eve'));

  expect(await shown()).toEqual([revoked.id, accepted.id].sort());
  for (const [id, invitationStatus] of [
    [revoked.id, 'revoked'],
    [accepted.id, 'accepted'],
  ])
    for (const verb of ['resend', 'revoke'])
      expect(await acme.admin.post(`${path(id)}/${verb}`)).toMatchObject({
        status: 409,
        body: { code: 'invitation_not_pending', invitationStatus },
      });
  expect((await acme.admin.get(path(fresher.id))).body.status).toBe('pending');
  expect((await acme.admin.get(acme.path)).body.usage).toMatchObject({ pendingInvitations: 1, members: 2 });
  const again = { emails: [bob], role: 'user' };
  expect((await acme.admin.post(`${acme.path}/invitations`, again)).body).toMatchObject({
    results: [{ code: 'already_member' }],
  });
  release();
  await expect.poll(shown).toEqual([fresher.id]);
});

test('a stale list of members grants no access and catches up', {
  tags: ['fault/stale-indexes'],
}, async () => {
  const acme = await start();
  const [ann, bob] = [fresh('ann'), fresh('bob')];
  const asAnn = await acme.join(ann);
  const release = await standingAt(() => members(acme), [acme.adminEmail, ann].sort());
  const { body } = await asAnn.get('/me');
  expect((await asAnn.delete(`${acme.path}/members/${body.user.id}`)).status).toBe(204);
  const asBob = await acme.join(bob);

  expect(await members(acme)).toEqual([acme.adminEmail, ann].sort());
  expect((await asAnn.get(acme.path)).status).toBe(404);
  expect((await acme.admin.delete(`${acme.path}/members/${body.user.id}`)).body.code).toBe('member_not_found');
  expect((await asBob.get(acme.path)).body.usage.members).toBe(2);
  expect(await acme.invite(ann)).toMatchObject({ status: 'pending' });
  release();
  await expect.poll(() => members(acme)).toEqual([acme.adminEmail, bob].sort());
});

test('the audit log has an event before its stale indexes, which catch up', {
  tags: ['fault/stale-indexes'],
}, async () => {
  const acme = await start();
  const email = fresh('ann');
  const { id } = await acme.invite(email);
  const events = (query: string) => listed(acme.admin, `${acme.path}/audit-events${query}`);
  const types = async (query: string) => (await events(query)).map(({ type }) => type).sort();
  const release = await standingAt(() => types(`?email=${email}`), ['invitation.sent']);
  await acme.admin.post(`${acme.path}/invitations/${id}/revoke`);

  await expect.poll(() => types('')).toContain('invitation.revoked');
  const queries = [`?email=${email}`, `?invitationId=${id}`];
  for (const query of queries) expect(await types(query)).toEqual(['invitation.sent']);
  expect(await types('?category=invitation')).not.toContain('invitation.revoked');
  release();
  for (const query of queries) await expect.poll(() => types(query)).toEqual(['invitation.revoked', 'invitation.sent']);
  await expect.poll(() => types('?category=invitation')).toContain('invitation.revoked');
});

test('paging through a changing list returns each entry at most once', async () => {
  const acme = await start();
  const people = ['a', 'b', 'c', 'd'].map(fresh);
  const invitations = [];
  for (const email of people) invitations.push(await acme.invite(email));
  const list = `${acme.path}/invitations?status=pending&limit=2`;
  await expect.poll(async () => (await pending(acme)).length).toBe(4);
  const { body: first } = await acme.admin.get(list);
  // Removes the last entry of the first page, where the second begins.
  const gone = first.items.at(-1).id;
  await acme.admin.post(`${acme.path}/invitations/${gone}/revoke`);
  await expect.poll(async () => (await pending(acme)).length).toBe(3);

  const { body: second } = await acme.admin.get(`${list}&cursor=${first.nextCursor}`);

  const ids = [...first.items, ...second.items].map(({ id }: Listed) => id);
  expect(ids).toEqual(invitations.map(({ id }) => id).reverse());
  expect(second.nextCursor).toBeNull();
});
