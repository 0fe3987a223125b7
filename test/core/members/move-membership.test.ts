import { expect, test } from 'vitest';
import { listInvitations } from '#core/invitations/list.ts';
import { removeMember } from '#core/members/remove.ts';
import { addressKey, userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { by, later, person, present, seal, second, startOrganization, tally } from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';
import { deleteItem, useTable } from '#test/support/table.ts';
import { claimOf, emailsOf, invitationOf, memberOf, pendingPlaces, startMove } from './moving-members.ts';

useTable();

test('a sign-in with another verified address moves the member, in lists and searches too', async () => {
  const { acme, ann, moved } = await startMove();
  await signedIn({ ...moved, name: 'Ann Lee', pictureUrl: 'https://p.test/1' });
  expect(await memberOf(acme, ann)).toMatchObject({
    email: moved.email,
    name: 'Ann Lee',
    pictureUrl: 'https://p.test/1',
    role: 'user',
    change: 'member.email_changed',
    changedBy: { type: 'user', userId: ann.userId, name: 'Ann Lee', email: moved.email },
  });
  expect(await emailsOf(acme)).toEqual([moved.email]);
  expect(await emailsOf(acme, 'lee')).toEqual([moved.email]);
  expect(await emailsOf(acme, 'ann')).toEqual([]);
});

test('invitations of a member with a new address name it as the contact', async () => {
  const acme = await startOrganization();
  const ann = await acme.join('ann@asks.test', { role: 'admin' });
  const before = await acme.invite('before@x.test', { by: ann });
  const moved = { ...ann, email: 'lee@asks.test' };
  await signedIn(moved);
  expect((await acme.invite('after@x.test', { by: moved })).invitedBy.email).toBe('lee@asks.test');
  expect(await invitationOf(acme, before)).toMatchObject({ invitedBy: { email: 'ann@asks.test' } });
});

test('the old address is free for another person, and the new one is a member’s', async () => {
  const { acme, ann, moved } = await startMove();
  await signedIn(moved);
  expect(await claimOf(acme, ann.email)).toBeUndefined();
  expect(await claimOf(acme, moved.email)).toEqual({
    ...addressKey({ organizationId: acme.organizationId, email: moved.email }),
    userId: ann.userId,
  });
  expect(tally(await acme.send([ann.email, moved.email]))).toEqual({ invited: 1, already_member: 1 });
});

test('a person moves back to an address that they had before', async () => {
  const { acme, ann, moved } = await startMove();
  await signedIn(moved);
  await signedIn(ann);
  expect(await emailsOf(acme)).toEqual([ann.email]);
  expect([await claimOf(acme, moved.email), await claimOf(acme, ann.email)]).toMatchObject([
    undefined,
    { userId: ann.userId },
  ]);
});

test('a member who was moved leaves with the new address, which is free then', async () => {
  const { acme, moved, id } = await startMove();
  await signedIn(moved);
  await removeMember(id, by(moved));
  expect(await claimOf(acme, moved.email)).toBeUndefined();
  expect(tally(await acme.send([moved.email]))).toEqual({ invited: 1 });
});

test('an address that is not verified moves nothing', async () => {
  const { acme, ann, moved } = await startMove();
  await signedIn({ ...moved, emailVerified: false });
  expect(await emailsOf(acme)).toEqual([ann.email]);
  expect(await claimOf(acme, moved.email)).toBeUndefined();
});

test.each(['standard', 'enterprise'] as const)(
  'a pending invitation to the new address is revoked by the system, and its place is free (%s)',
  async (plan) => {
    const { acme, ann, moved } = await startMove({ plan });
    const invitation = await acme.invite(moved.email);
    const at = later(present(), second);
    await signedIn(moved, { at });
    expect(await emailsOf(acme)).toEqual([moved.email]);
    expect(await claimOf(acme, moved.email)).toMatchObject({ userId: ann.userId });
    const revoked = await invitationOf(acme, invitation);
    expect(revoked).toMatchObject({
      status: 'revoked',
      revokedAt: at,
      revokedReason: 'already_member',
      change: 'invitation.revoked',
      changedBy: { type: 'system' },
    });
    expect(revoked).not.toHaveProperty('revokedBy');
    expect(await pendingPlaces(acme)).toBe(plan === 'standard' ? 0 : null);
    const query = { status: 'revoked' as const };
    const { items } = await listInvitations(acme, query, by(acme.admin), seal);
    expect(items.map(({ id }) => id)).toEqual([invitation.id]);
    await expect(acme.accept(invitation, { ...moved, userId: 'another' })).rejects.toMatchObject({
      code: 'invitation_revoked',
    });
  },
);

test('an expired invitation to the new address is finalized as expired', async () => {
  const { acme, ann, moved } = await startMove({ plan: 'standard' });
  const at = present();
  const invitation = await acme.invite(moved.email, { at, lifetimeSeconds: 10 });
  await signedIn(moved, { at: later(at, 10 * second) });
  expect(await invitationOf(acme, invitation)).toMatchObject({
    status: 'expired',
    change: 'invitation.expired',
    changedAt: invitation.expiresAt,
    changedBy: { type: 'system' },
  });
  expect(await claimOf(acme, moved.email)).toMatchObject({ userId: ann.userId });
  expect(await emailsOf(acme)).toEqual([moved.email]);
});

test('a member keeps the old address where the new one is another member’s, until it is free', async () => {
  const { acme, ann, moved } = await startMove();
  const other = person(moved.email, { userId: 'other' });
  await acme.accept(await acme.invite(moved.email), other);
  await signedIn({ ...moved, name: 'Ann Lee' });
  expect(await memberOf(acme, ann)).toMatchObject({ email: ann.email, name: 'Ann Lee', change: 'none' });
  expect(await claimOf(acme, moved.email)).toMatchObject({ userId: 'other' });
  await removeMember({ organizationId: acme.organizationId, userId: 'other' }, by(acme.admin));
  await signedIn({ ...moved, name: 'Ann Lee' });
  expect(await emailsOf(acme)).toEqual([moved.email]);
});

test('two members who swap their addresses both keep the old ones', async () => {
  const { acme, ann, moved } = await startMove();
  const bob = await acme.join(moved.email);
  await signedIn({ ...ann, email: bob.email });
  await signedIn({ ...bob, email: ann.email });
  expect(await memberOf(acme, ann)).toMatchObject({ email: ann.email });
  expect(await memberOf(acme, bob)).toMatchObject({ email: bob.email });
});

test("a sign-in moves a membership of release 0.1.0 whose address differs from the user item's", async () => {
  const { acme, ann, moved } = await startMove();
  await signedIn(moved);
  const { organizationId } = acme;
  // As that release left it: the profile followed Google, the membership did not.
  await removeMember({ organizationId, userId: ann.userId }, by(acme.admin));
  await acme.accept(await acme.invite(ann.email), ann);
  expect(await getItem(userKey(ann.userId))).toMatchObject({ email: moved.email });
  expect(await emailsOf(acme)).toEqual([ann.email]);
  await signedIn(moved);
  expect(await emailsOf(acme)).toEqual([moved.email]);
  expect(await claimOf(acme, ann.email)).toBeUndefined();
});

test('a member whose old address is claimed by another by now moves, and leaves that claim alone', async () => {
  const { acme, ann, moved } = await startMove();
  await deleteItem(addressKey({ organizationId: acme.organizationId, email: ann.email }));
  const invitation = await acme.invite(ann.email);
  await signedIn(moved);
  expect(await emailsOf(acme)).toEqual([moved.email]);
  expect(await claimOf(acme, ann.email)).toMatchObject({ invitationId: invitation.id });
});
