import { expect, test } from 'vitest';
import { invitationToken } from '#core/invitation-token.ts';
import { acceptInvitation } from '#core/invitations/accept.ts';
import { previewInvitation } from '#core/invitations/preview.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { getMe } from '#core/members/get-me.ts';
import { removeMember } from '#core/members/remove.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { by, later, person, present, secretKeys, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const keys = async () => secretKeys;
const tokenOf = (invitation: { id: string; organizationId: string }) =>
  invitationToken({ organizationId: invitation.organizationId, invitationId: invitation.id }, secretKeys);

test('acceptInvitation by link adds the member with role and teams, and frees the slot', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const team = await createTeam(acme, { name: 'Sales' }, by(acme.admin));
  const invitation = await acme.invite('ann@x.test', { role: 'viewer', teamIds: [team.id] });
  const ann = person('ann@x.test', { name: 'Ann Lee', pictureUrl: 'https://pictures.test/ann' });
  const accepted = await acceptInvitation({ token: tokenOf(invitation) }, by(ann), keys);
  expect(accepted).toMatchObject({
    organization: { id: acme.organizationId, name: 'Acme' },
    member: {
      userId: ann.userId,
      email: 'ann@x.test',
      name: 'Ann Lee',
      pictureUrl: 'https://pictures.test/ann',
      role: 'viewer',
      teamIds: [team.id],
      status: 'active',
      invitationId: invitation.id,
    },
  });
  const { usage } = await getOrganization(acme, by(ann));
  expect(usage).toEqual({ pendingInvitations: 0, members: 2, emailsToday: 0 });
  const me = await getMe(by(ann));
  expect(me.organizations).toEqual([{ id: acme.organizationId, name: 'Acme', role: 'viewer' }]);
  expect(me.invitations).toEqual([]);
});

test('accepting again with the same account answers the same, and after leaving that it was used', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  const ann = person('ann@x.test');
  const first = await acme.accept(invitation, ann);
  expect(await acme.accept(invitation, ann)).toEqual(first);
  expect(await acceptInvitation({ token: tokenOf(invitation) }, by(ann), keys)).toEqual(first);
  await removeMember({ organizationId: acme.organizationId, userId: ann.userId }, by(ann));
  await expect(acme.accept(invitation, ann)).rejects.toMatchObject({ status: 410, code: 'invitation_accepted' });
});

test('a forwarded link lets no one else in, however often, and names the account only masked', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  const token = tokenOf(invitation);
  for (let n = 0; n < 3; n++) {
    await expect(acceptInvitation({ token }, by(person('eve@x.test')), keys)).rejects.toMatchObject({
      status: 403,
      code: 'email_mismatch',
      facts: { maskedEmail: 'a•••@x.test' },
    });
  }
  await expect(acceptInvitation({ token }, by(person('ann@x.test')), keys)).resolves.toBeDefined();
});

test('an address that Google has not verified accepts nothing and sees no invitations', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  const unverified = person('ann@x.test', { emailVerified: false });
  await expect(acme.accept(invitation, unverified)).rejects.toMatchObject({ status: 403, code: 'email_not_verified' });
  expect((await getMe(by(unverified))).invitations).toEqual([]);
});

test('by ids an invitation to another address does not exist', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  await expect(acme.accept(invitation, person('eve@x.test'))).rejects.toMatchObject({
    status: 404,
    code: 'invitation_not_found',
  });
});

test('a second account with the same address is another person', { tags: ['promise/sign-in'] }, async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  await acme.accept(invitation, person('ann@x.test'));
  const other = person('ann@x.test', { userId: 'another-google-account' });
  await expect(acme.accept(invitation, other)).rejects.toMatchObject({ status: 410, code: 'invitation_accepted' });
});

test('acceptInvitation returns already_member to a member with another address', async () => {
  const acme = await startOrganization();
  await acme.join('ann@x.test');
  const invitation = await acme.invite('ann@new.test');
  const renamed = person('ann@new.test', { userId: 'user-ann@x.test' });
  await expect(acme.accept(invitation, renamed)).rejects.toMatchObject({ status: 409, code: 'already_member' });
  expect((await getMe(by(renamed))).invitations).toEqual([]);
  expect((await acme.accept(invitation, person('ann@new.test'))).member.email).toBe('ann@new.test');
});

test('an invitation lives until the millisecond before it expires', { tags: ['promise/expiry'] }, async () => {
  const acme = await startOrganization();
  const at = present();
  const invitation = await acme.invite('ann@x.test', { at, lifetimeSeconds: 10 });
  const late = await acme.invite('bob@x.test', { at, lifetimeSeconds: 10 });
  await expect(acme.accept(late, person('bob@x.test'), late.expiresAt)).rejects.toMatchObject({
    status: 410,
    code: 'invitation_expired',
  });
  await expect(previewInvitation({ token: tokenOf(late) }, { now: late.expiresAt }, keys)).rejects.toMatchObject({
    code: 'invitation_expired',
  });
  await expect(acme.accept(invitation, person('ann@x.test'), later(invitation.expiresAt, -1))).resolves.toBeDefined();
});

test('a revoked link says that it was revoked, also after the address was invited again', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: invitation.id }, by(acme.admin));
  const again = await acme.invite('ann@x.test');
  await expect(acceptInvitation({ token: tokenOf(invitation) }, by(person('ann@x.test')), keys)).rejects.toMatchObject({
    status: 410,
    code: 'invitation_revoked',
  });
  await expect(acceptInvitation({ token: tokenOf(again) }, by(person('ann@x.test')), keys)).resolves.toBeDefined();
});

test('previewInvitation returns inviter, masked email, organization, role and expiration', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test', { role: 'viewer' });
  expect(await previewInvitation({ token: tokenOf(invitation) }, { now: present() }, keys)).toEqual({
    organizationName: 'Acme',
    invitedBy: { name: acme.admin.name },
    role: 'viewer',
    maskedEmail: 'a•••@x.test',
    expiresAt: invitation.expiresAt,
  });
});

test('a link that is cut short or altered anywhere is invalid', async () => {
  const acme = await startOrganization();
  const token = tokenOf(await acme.invite('ann@x.test'));
  const altered = Array.from(
    token,
    (character, n) => `${token.slice(0, n)}${character === 'A' ? 'B' : 'A'}${token.slice(n + 1)}`,
  );
  for (const wrong of [...altered, token.slice(0, -1), `${token}A`, '', 'x', `${token} `]) {
    await expect(previewInvitation({ token: wrong }, { now: present() }, keys)).rejects.toMatchObject({
      status: 404,
      code: 'invitation_link_invalid',
    });
  }
});

test('the member limit holds when accepting, and the invitation stays pending for later', async () => {
  const acme = await startOrganization({ memberLimit: 2 });
  const [ann, bob] = [await acme.invite('ann@x.test'), await acme.invite('bob@x.test')];
  await acme.accept(ann, person('ann@x.test'));
  await expect(acme.accept(bob, person('bob@x.test'))).rejects.toMatchObject({
    status: 409,
    code: 'member_limit_reached',
  });
  await removeMember({ organizationId: acme.organizationId, userId: 'user-ann@x.test' }, by(acme.admin));
  await expect(acme.accept(bob, person('bob@x.test'))).resolves.toBeDefined();
});

test('a team that was deleted since is skipped', { tags: ['fault/f25'] }, async () => {
  const acme = await startOrganization();
  const [gone, kept] = [
    await createTeam(acme, { name: 'A' }, by(acme.admin)),
    await createTeam(acme, { name: 'B' }, by(acme.admin)),
  ];
  const invitation = await acme.invite('ann@x.test', { teamIds: [gone.id, kept.id] });
  await deleteTeam({ organizationId: acme.organizationId, teamId: gone.id }, by(acme.admin));
  const { member } = await acme.accept(invitation, person('ann@x.test'));
  expect(member.teamIds).toEqual([kept.id]);
});

test('a former member who is invited again joins with the new role and teams only', {
  tags: ['guide/invite-again-after-leaving'],
}, async () => {
  const acme = await startOrganization();
  const team = await createTeam(acme, { name: 'A' }, by(acme.admin));
  const ann = await acme.join('ann@x.test', { role: 'admin', teamIds: [team.id] });
  await removeMember({ organizationId: acme.organizationId, userId: ann.userId }, by(ann));
  const { member } = await acme.accept(await acme.invite('ann@x.test', { role: 'viewer' }), ann);
  expect(member).toMatchObject({ role: 'viewer', teamIds: [] });
});
