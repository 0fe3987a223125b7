import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { as, fresh, mailsTo, organization } from '#test/support/api.ts';

/** Creates a member whose Google account changes its address. */
const start = async () => {
  const acme = await organization({ plan: 'standard' });
  const [old, email] = [fresh('ann'), fresh('lee')];
  const account = { subject: randomUUID(), name: 'Ann Lee' };
  const invitation = await acme.invite(old, { role: 'admin' });
  const ann = await as(old, account);
  await ann.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id });
  const members = async (query = '') => (await acme.admin.get(`${acme.path}/members${query}`)).body.items;
  return { acme, old, email, account, members, signIn: () => as(email, account) };
};

test('a sign-in with another address moves the member, and the old address can be invited', async () => {
  const { acme, old, email, members, signIn } = await start();
  const [{ userId }] = await members(`?emailPrefix=${old}`);

  const ann = await signIn();

  expect(await members(`?emailPrefix=${email}`)).toMatchObject([{ userId, email, name: 'Ann Lee', role: 'admin' }]);
  expect(await members(`?emailPrefix=${old}`)).toEqual([]);
  expect((await ann.get('/me')).body).toMatchObject({ user: { email }, organizations: [{ id: acme.id }] });
  const rejected = { outcome: 'rejected', code: 'already_member' };
  const again = await acme.admin.post(`${acme.path}/invitations`, { emails: [old, email], role: 'user' });
  expect(again.body.results).toMatchObject([{ outcome: 'invited' }, rejected]);
  const types = async () =>
    (await acme.admin.get(`${acme.path}/audit-events?email=${email}`)).body.items.map(
      ({ type, actor, details }: { type: string; actor: { email: string }; details: object }) => ({
        type,
        by: actor.email,
        details,
      }),
    );
  const details = { email, name: 'Ann Lee', role: 'admin', teamIds: [], from: old, to: email };
  await expect.poll(types).toEqual([{ type: 'member.email_changed', by: email, details }]);
});

test('an invitation has the new address of its inviter', async () => {
  const { acme, email, signIn } = await start();
  const ann = await signIn();
  const to = fresh('bob');
  await ann.post(`${acme.path}/invitations`, { emails: [to], role: 'user' });
  const [mail] = await mailsTo(to);
  expect(mail?.replyTo).toContain(email);
  expect(mail?.text).toContain(email);
});

test('a move revokes the pending invitation to the new address and frees its slot', async () => {
  const { acme, email, signIn } = await start();
  const { id } = await acme.invite(email);
  const pending = async () => (await acme.admin.get(acme.path)).body.usage.pendingInvitations;
  expect(await pending()).toBe(1);

  const ann = await signIn();

  expect(await pending()).toBe(0);
  expect((await ann.get('/me')).body.invitations).toEqual([]);
  const { body } = await acme.admin.get(`${acme.path}/invitations/${id}`);
  expect(body).toMatchObject({ status: 'revoked', revokedAt: expect.any(String) });
  expect(body).not.toHaveProperty('revokedBy');
  const events = async () =>
    (await acme.admin.get(`${acme.path}/audit-events?invitationId=${id}`)).body.items.filter(
      ({ type }: { type: string }) => type === 'invitation.revoked',
    );
  await expect.poll(events).toMatchObject([{ actor: { type: 'system' }, details: { reason: 'already_member' } }]);
});

test('a sign-in with an unverified address does not move the member', async () => {
  const { old, email, account, members } = await start();
  await as(email, { ...account, verified: false });
  expect(await members(`?emailPrefix=${email}`)).toEqual([]);
  expect(await members(`?emailPrefix=${old}`)).toMatchObject([{ email: old }]);
});

test('an address that matches another only by case mapping counts as not verified', async () => {
  const acme = await organization();
  const email = `kim-${randomUUID().slice(0, 8)}@x.test`;
  const { id: invitationId } = await acme.invite(email);
  const kelvin = `\u212a${email.slice(1)}`;
  const attacker = await as(kelvin, { subject: randomUUID() });
  const { body: me } = await attacker.get('/me');
  expect(me).toMatchObject({ user: { email: kelvin }, invitations: [] });
  const ids = { invitationId, organizationId: acme.id };
  expect((await attacker.post('/invitations/accept', ids)).body.code).toBe('invitation_not_found');
});

test('audit events keep names of deleted teams and members, as JSON and CSV', async () => {
  const acme = await organization();
  const { body: team } = await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  const email = fresh('bob');
  const bob = await acme.join(email, { role: 'admin', teamIds: [team.id] });
  const { userId } = (await bob.get(`${acme.path}/members/me`)).body;
  await acme.admin.delete(`${acme.path}/teams/${team.id}`);
  await acme.admin.delete(`${acme.path}/members/${userId}`);
  const events = async () => (await acme.admin.get(`${acme.path}/audit-events?email=${email}`)).body.items;
  const named = { teamIds: [team.id], teamNames: { [team.id]: 'Sales' } };
  await expect.poll(events).toMatchObject([
    { type: 'member.removed', details: { ...named, name: expect.stringMatching(/bob/i) } },
    { type: 'member.joined', details: named },
    { type: 'invitation.accepted', details: named },
    { type: 'invitation.sent', details: named },
  ]);
  const csv = await acme.admin.get(`${acme.path}/audit-events?email=${email}`, undefined, {
    headers: { accept: 'text/csv' },
  });
  const lines = csv.text.trim().split('\r\n');
  expect(lines).toHaveLength(5);
  for (const line of lines.slice(1)) expect(line).toContain(`,${team.id},`);
  for (const line of lines.slice(1)) expect(line).toContain(',Sales,,,');
  expect(lines[1]).toMatch(new RegExp(`removed ${email} from the organization$`));
});
