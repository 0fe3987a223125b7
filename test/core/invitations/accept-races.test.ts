import { expect, test } from 'vitest';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { removeMember } from '#core/members/remove.ts';
import { addressKey, invitationKey, memberKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { beforeNextWrite, missOnce, stepsOfWrites } from '#test/support/in-between.ts';
import { by, later, person, present, second, startOrganization } from '#test/support/organization.ts';
import { deleteItem, useTable } from '#test/support/table.ts';

useTable();

test('acceptInvitation returns the same response again, also after a torn read', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  const ann = person('ann@x.test');
  const first = await acme.accept(invitation, ann);
  const missed = missOnce(memberKey({ organizationId: acme.organizationId, userId: ann.userId }));
  expect(await acme.accept(invitation, ann)).toEqual(first);
  expect(missed()).toBe(true);
});

test('acceptInvitation dates member and invitation at the instant of the request', async () => {
  const acme = await startOrganization();
  const at = present();
  const invitation = await acme.invite('ann@x.test', { role: 'viewer', at });
  const ann = person('ann@x.test', { name: 'Ann Lee' });
  const { member } = await acme.accept(invitation, ann, later(at, second));
  expect(member.joinedAt).toBe(later(at, second));
  const { organizationId } = acme;
  expect(await getItem(invitationKey({ organizationId, invitationId: invitation.id }))).toMatchObject({
    status: 'accepted',
    acceptedAt: later(at, second),
    acceptedBy: { userId: ann.userId, name: 'Ann Lee', email: 'ann@x.test' },
  });
  expect(await getItem(memberKey({ organizationId, userId: ann.userId }))).toEqual({
    PK: `USER#${ann.userId}`,
    SK: `ORG#${organizationId}`,
    GSI1PK: `ORG#${organizationId}#MEMBER`,
    GSI1SK: `ann@x.test#${ann.userId}`,
    GSI2PK: `ORG#${organizationId}#MEMBERNAME`,
    GSI2SK: `ann lee #${ann.userId}`,
    userId: ann.userId,
    organizationId,
    organizationName: 'Acme',
    email: 'ann@x.test',
    name: 'Ann Lee',
    pictureUrl: null,
    role: 'viewer',
    teamIds: [],
    joinedAt: later(at, second),
    invitationId: invitation.id,
    change: 'member.joined',
    changedAt: later(at, second),
    changedBy: { type: 'user', userId: ann.userId, name: 'Ann Lee', email: 'ann@x.test' },
    requestId: expect.any(String),
  });
  expect(await getItem(addressKey({ organizationId, email: 'ann@x.test' }))).toMatchObject({ userId: ann.userId });
});

test('acceptInvitation returns invitation_revoked when the invitation is revoked concurrently', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  const id = { organizationId: acme.organizationId, invitationId: invitation.id };
  beforeNextWrite(() => revokeInvitation(id, by(acme.admin)));
  await expect(acme.accept(invitation, person('ann@x.test'))).rejects.toMatchObject({ code: 'invitation_revoked' });
});

test('of two acceptances of one account at once both get the answer of the first, without a second write', async () => {
  const acme = await startOrganization();
  const at = present();
  const invitation = await acme.invite('ann@x.test', { at });
  const ann = person('ann@x.test');
  beforeNextWrite(() => acme.accept(invitation, ann, later(at, second)));
  const steps = stepsOfWrites();
  const latter = await acme.accept(invitation, ann, later(at, 2 * second));
  expect(latter.member.joinedAt).toBe(later(at, second));
  expect(steps).toHaveLength(2);
});

test('accepting again returns the member without deleted teams', async () => {
  const acme = await startOrganization();
  const team = await createTeam(acme, { name: 'A' }, by(acme.admin));
  const invitation = await acme.invite('ann@x.test', { teamIds: [team.id] });
  const ann = person('ann@x.test');
  expect((await acme.accept(invitation, ann)).member.teamIds).toEqual([team.id]);
  await deleteTeam({ organizationId: acme.organizationId, teamId: team.id }, by(acme.admin));
  expect((await acme.accept(invitation, ann)).member).toMatchObject({ teamIds: [], status: 'active' });
});

test('a used link stays used for a member who left and joined again by another link', async () => {
  const acme = await startOrganization();
  const first = await acme.invite('ann@x.test');
  const ann = person('ann@x.test');
  await acme.accept(first, ann);
  await removeMember({ organizationId: acme.organizationId, userId: ann.userId }, by(ann));
  const again = await acme.invite('ann@x.test');
  await acme.accept(again, ann);
  await expect(acme.accept(first, ann)).rejects.toMatchObject({ status: 410, code: 'invitation_accepted' });
  expect((await acme.accept(again, ann)).member.invitationId).toBe(again.id);
});

test('acceptInvitation returns member_limit_reached, also with limited pending invitations', async () => {
  const acme = await startOrganization({ plan: 'standard', memberLimit: 1 });
  const invitation = await acme.invite('ann@x.test');
  const steps = stepsOfWrites();
  await expect(acme.accept(invitation, person('ann@x.test'))).rejects.toMatchObject({ code: 'member_limit_reached' });
  // Reading again would change nothing.
  expect(steps).toEqual([7]);
});

// As after a removal of its claim by a clock that is ahead, until the reader has settled the first invitation.
test('an invitation whose address another one has claimed since is to be accepted later, after some looks', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  await deleteItem(addressKey({ organizationId: acme.organizationId, email: 'ann@x.test' }));
  await acme.invite('ann@x.test');
  const steps = stepsOfWrites();
  await expect(acme.accept(invitation, person('ann@x.test'))).rejects.toMatchObject({
    code: 'try_again',
    facts: { retryAfter: 1 },
  });
  expect(steps).toEqual([6, 6, 6, 6]);
});
