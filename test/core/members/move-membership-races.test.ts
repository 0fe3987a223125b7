import { expect, test } from 'vitest';
import { listInvitations } from '#core/invitations/list.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeMember } from '#core/members/change.ts';
import { removeMember } from '#core/members/remove.ts';
import { changeLimits } from '#core/organizations/change-limits.ts';
import { addressKey, invitationKey, userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { beforeNextWrite } from '#test/support/in-between.ts';
import { by, later, operator, present, seal, second, tally } from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';
import { deleteItem, useTable } from '#test/support/table.ts';
import { claimOf, emailsOf, invitationOf, memberOf, pendingPlaces, signInWhile, startMove } from './moving-members.ts';

useTable();

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
  const { items } = await listInvitations(acme, { email: moved.email }, by(acme.admin), seal);
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
