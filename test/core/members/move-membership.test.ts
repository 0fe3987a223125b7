import { expect, test } from 'vitest';
import type { Caller } from '#core/caller.ts';
import { listInvitations } from '#core/invitations/list.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeMember } from '#core/members/change.ts';
import { listMembers } from '#core/members/list.ts';
import { removeMember } from '#core/members/remove.ts';
import { changeLimits } from '#core/organizations/change-limits.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { addressKey, invitationKey, memberKey, userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { beforeNextWrite } from '#test/support/in-between.ts';
import {
  by,
  later,
  operator,
  person,
  present,
  seal,
  second,
  startOrganization,
  type TestOrganization,
  tally,
} from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';
import { deleteItem, useTable } from '#test/support/table.ts';

useTable();

const memberOf = ({ organizationId }: TestOrganization, { userId }: Pick<Caller, 'userId'>) =>
  getItem(memberKey({ organizationId, userId }));

const claimOf = ({ organizationId }: TestOrganization, email: string) => getItem(addressKey({ organizationId, email }));

const invitationOf = ({ organizationId }: TestOrganization, { id }: { readonly id: string }) =>
  getItem(invitationKey({ organizationId, invitationId: id }));

/** Addresses as the list of members shows them, of all but the admin. */
const emailsOf = async ({ organizationId, admin }: TestOrganization, emailPrefix?: string): Promise<string[]> =>
  (await listMembers(organizationId, { ...(emailPrefix && { emailPrefix }) }, by(admin), seal)).items
    .map(({ email }) => email)
    .filter((email) => email !== admin.email);

const pendingPlaces = async ({ organizationId, admin }: TestOrganization) =>
  (await getOrganization(organizationId, by(admin))).usage.pendingInvitations;

/** A member who has signed in, and the same person with another address. */
const startMove = async (options: Parameters<typeof startOrganization>[0] = {}) => {
  const acme = await startOrganization(options);
  const name = acme.organizationId.toLowerCase();
  const ann = await acme.join(`ann-${name}@x.test`);
  await signedIn(ann);
  const moved = { ...ann, email: `lee-${name}@x.test` };
  return { acme, ann, moved, id: { organizationId: acme.organizationId, userId: ann.userId } };
};

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
    const { items } = await listInvitations(acme.organizationId, query, by(acme.admin), seal);
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

/** Signs in, and does something after the sign-in has read the organization and before it moves the membership. */
const signInWhile = async (moved: Caller, act: () => Promise<unknown>, at = present()): Promise<void> => {
  // The first write is that of the user.
  beforeNextWrite(act, 1);
  await signedIn(moved, { at });
};

test('a member whose role is changed during the move has both', async () => {
  const { acme, ann, moved, id } = await startMove();
  await signInWhile(moved, () => changeMember(id, { role: 'viewer' }, by(acme.admin)));
  expect(await memberOf(acme, ann)).toMatchObject({ role: 'viewer', email: moved.email });
});

test('a member who is removed during the move stays removed, and both addresses are free', async () => {
  const { acme, ann, moved, id } = await startMove();
  await signInWhile(moved, () => removeMember(id, by(acme.admin)));
  expect(await memberOf(acme, ann)).toBeUndefined();
  expect([await claimOf(acme, ann.email), await claimOf(acme, moved.email)]).toEqual([undefined, undefined]);
});

test('a member who is moved during their removal is removed, and both addresses are free', async () => {
  const { acme, ann, moved, id } = await startMove();
  beforeNextWrite(() => signedIn(moved));
  await removeMember(id, by(acme.admin));
  expect(await memberOf(acme, ann)).toBeUndefined();
  expect([await claimOf(acme, ann.email), await claimOf(acme, moved.email)]).toEqual([undefined, undefined]);
});

test('a member who was removed and has joined again during the move is moved', async () => {
  const { acme, moved, ann, id } = await startMove();
  await signInWhile(moved, async () => {
    await removeMember(id, by(acme.admin));
    await acme.accept(await acme.invite(ann.email, { role: 'viewer' }), ann);
  });
  expect(await memberOf(acme, ann)).toMatchObject({ role: 'viewer', email: moved.email });
});

test('an invitation to the new address that is made during the move is revoked', async () => {
  const { acme, moved } = await startMove({ plan: 'standard' });
  await signInWhile(moved, () => acme.invite(moved.email));
  expect(await emailsOf(acme)).toEqual([moved.email]);
  const { items } = await listInvitations(acme.organizationId, { email: moved.email }, by(acme.admin), seal);
  expect(items.map(({ status }) => status)).toEqual(['revoked']);
  expect(await pendingPlaces(acme)).toBe(0);
});

test('an invitation to the new address whose move comes first is rejected as already_member', async () => {
  const { acme, moved } = await startMove();
  beforeNextWrite(() => signedIn(moved));
  expect(tally(await acme.send([moved.email]))).toEqual({ already_member: 1 });
});

test('an invitation to the new address that is revoked during the move stays as the admin left it', async () => {
  const { acme, moved } = await startMove({ plan: 'standard' });
  const { id: invitationId } = await acme.invite(moved.email);
  const { organizationId } = acme;
  await signInWhile(moved, () => revokeInvitation({ organizationId, invitationId }, by(acme.admin)));
  expect(await emailsOf(acme)).toEqual([moved.email]);
  expect(await getItem(invitationKey({ organizationId, invitationId }))).toMatchObject({
    status: 'revoked',
    revokedBy: { userId: acme.admin.userId },
  });
});

test('an invitation to the new address that is resent during the move is revoked', async () => {
  const { acme, moved } = await startMove();
  const invitation = await acme.invite(moved.email);
  const { organizationId } = acme;
  await signInWhile(moved, () => resendInvitation({ organizationId, invitationId: invitation.id }, by(acme.admin), 0));
  expect(await invitationOf(acme, invitation)).toMatchObject({ status: 'revoked', sentCount: 2 });
});

test('a member keeps the old address when another account accepts the invitation to the new one', async () => {
  const { acme, ann, moved } = await startMove();
  const invitation = await acme.invite(moved.email);
  await signInWhile(moved, () => acme.accept(invitation, { ...moved, userId: 'another' }));
  expect(await memberOf(acme, ann)).toMatchObject({ email: ann.email });
  expect(await claimOf(acme, moved.email)).toMatchObject({ userId: 'another' });
  expect(await invitationOf(acme, invitation)).toMatchObject({ status: 'accepted' });
});

test('accepting the invitation to the new address returns already_member until it is revoked', async () => {
  const { acme, moved } = await startMove();
  const invitation = await acme.invite(moved.email);
  await expect(acme.accept(invitation, moved)).rejects.toMatchObject({ code: 'already_member' });
});

test('an account that accepts while the move revokes the invitation gets invitation_revoked', async () => {
  const { acme, moved } = await startMove();
  const invitation = await acme.invite(moved.email);
  beforeNextWrite(() => signedIn(moved));
  await expect(acme.accept(invitation, { ...moved, userId: 'another' })).rejects.toMatchObject({
    code: 'invitation_revoked',
  });
});

test('a claim of the new address that TTL removes during the move is taken all the same', async () => {
  const { acme, ann, moved } = await startMove();
  const invitation = await acme.invite(moved.email);
  const claim = addressKey({ organizationId: acme.organizationId, email: moved.email });
  await signInWhile(moved, () => deleteItem(claim));
  expect(await claimOf(acme, moved.email)).toMatchObject({ userId: ann.userId });
  expect(await invitationOf(acme, invitation)).toMatchObject({ status: 'revoked' });
});

test('an expired invitation to the new address that is invited over during the move is left as it is', async () => {
  const { acme, moved } = await startMove();
  const at = present();
  const old = await acme.invite(moved.email, { at, lifetimeSeconds: 10 });
  const now = later(at, 10 * second);
  let fresh = old;
  await signInWhile(
    moved,
    async () => {
      fresh = await acme.invite(moved.email, { at: now });
    },
    now,
  );
  expect(await invitationOf(acme, old)).toMatchObject({ status: 'expired' });
  expect(await invitationOf(acme, fresh)).toMatchObject({ status: 'revoked' });
  expect(await emailsOf(acme)).toEqual([moved.email]);
});

test('a plan that loses its limit during the move does not stop it', async () => {
  const { acme, moved } = await startMove({ plan: 'standard' });
  const invitation = await acme.invite(moved.email);
  const terms = { organizationId: acme.organizationId, pendingInvitations: null };
  await signInWhile(moved, () => changeLimits(terms, operator(), async () => undefined));
  expect(await emailsOf(acme)).toEqual([moved.email]);
  expect(await invitationOf(acme, invitation)).toMatchObject({ status: 'revoked' });
});

test('a person who has yet another address during the move ends up with that one', async () => {
  const { acme, ann, moved } = await startMove();
  const newest = { ...moved, email: `new-${moved.email}` };
  await signInWhile(moved, () => signedIn(newest));
  expect(await emailsOf(acme)).toEqual([newest.email]);
  expect(await getItem(userKey(ann.userId))).toMatchObject({ email: newest.email });
  expect([await claimOf(acme, ann.email), await claimOf(acme, moved.email)]).toEqual([undefined, undefined]);
});

test('another person who takes the new address during the move keeps it', async () => {
  const { acme, ann, moved } = await startMove();
  const bob = await acme.join(`bob-${moved.email}`);
  await signedIn(bob);
  await signInWhile(moved, () => signedIn({ ...bob, email: moved.email }));
  expect(await memberOf(acme, ann)).toMatchObject({ email: ann.email });
  expect(await memberOf(acme, bob)).toMatchObject({ email: moved.email });
});

test('a membership that was read before the person’s newer address does not move to the older one', async () => {
  const { acme, moved } = await startMove();
  const newest = { ...moved, email: `new-${moved.email}` };
  // The newer sign-in dies after it has stored the address.
  await signInWhile(moved, () => signedIn(newest, { hasTime: () => false }));
  expect(await emailsOf(acme)).not.toContain(moved.email);
  await signedIn(newest);
  expect(await emailsOf(acme)).toEqual([newest.email]);
});
