import { expect, test } from 'vitest';
import { operations } from '#core/contract/operations.ts';
import { changeMember } from '#core/members/change.ts';
import { getMe } from '#core/members/get-me.ts';
import { getOwnMembership } from '#core/members/get-own.ts';
import { listMembers } from '#core/members/list.ts';
import { removeMember } from '#core/members/remove.ts';
import { signOutWithoutOrganization } from '#core/members/sign-out.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { addressKey, memberKey } from '#core/table/keys.ts';
import { getItem, getItems } from '#core/table/read.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { beforeNextWrite, stepsOfWrites } from '#test/support/in-between.ts';
import { by, person, seal, startOrganization, tally } from '#test/support/organization.ts';
import { signedIn, usernameOf } from '#test/support/sign-in.ts';
import { deleteItem, useTable } from '#test/support/table.ts';

useTable();

test('members are listed by address, and found by prefix, role and team', async () => {
  const acme = await startOrganization();
  const team = await createTeam(acme, { name: 'Sales' }, by(acme.admin));
  await acme.join('carl@x.test', { role: 'viewer', teamIds: [team.id] });
  await acme.join('ann@x.test');
  await acme.join('anna@x.test', { role: 'viewer' });
  const list = async (filters: Parameters<typeof listMembers>[1]) =>
    (await listMembers(acme, filters, by(acme.admin), seal)).items.map(({ email }) => email);
  expect(await list({})).toEqual([acme.admin.email, 'ann@x.test', 'anna@x.test', 'carl@x.test']);
  expect(await list({ emailPrefix: 'ann' })).toEqual(['ann@x.test', 'anna@x.test']);
  expect(operations.listMembers.query.parse({ emailPrefix: ' Ann@BÜCHER.test ' })).toEqual({
    emailPrefix: 'ann@xn--bcher-kva.test',
  });
  expect(await list({ role: 'viewer' })).toEqual(['anna@x.test', 'carl@x.test']);
  expect(await list({ teamId: team.id })).toEqual(['carl@x.test']);
  const first = await listMembers(acme, { role: 'viewer', limit: 1 }, by(acme.admin), seal);
  expect(first.items.map(({ email }) => email)).toEqual(['anna@x.test']);
  expect(await list({ role: 'viewer', limit: 1, cursor: first.nextCursor ?? '' })).toEqual(['carl@x.test']);
});

// DynamoDB takes no sort key of more than 1,024 bytes, and after the address more stands in this one.
test('listMembers returns nothing for a prefix that no address can have, of any length', async () => {
  const acme = await startOrganization();
  for (const emailPrefix of [`${acme.admin.email}#`, `${acme.admin.email}#user`, 'a'.repeat(255), 'é'.repeat(2_000)])
    expect(await listMembers(acme, { emailPrefix }, by(acme.admin), seal)).toEqual({
      items: [],
      nextCursor: null,
    });
  await acme.join('a#b@x.test');
  const found = await listMembers(acme, { emailPrefix: 'a#b@x' }, by(acme.admin), seal);
  expect(found.items).toHaveLength(1);
});

test('a cursor continues its own list and is rejected by others', async () => {
  const [acme, globex] = [await startOrganization(), await startOrganization()];
  for (const name of ['ann', 'anna', 'anne']) await acme.join(`${name}@x.test`, { role: 'viewer' });
  const list = { role: 'viewer', limit: 1, emailPrefix: 'ann' } as const;
  const { nextCursor } = await listMembers(acme, list, by(acme.admin), seal);
  const go = (of: typeof acme, query: Parameters<typeof listMembers>[1]) =>
    listMembers(of, { ...query, cursor: nextCursor ?? '' }, by(of.admin), seal);
  expect((await go(acme, { ...list, limit: 50 })).items).toHaveLength(2);
  const refusal = { code: 'invalid_cursor' };
  await expect(go(globex, list)).rejects.toMatchObject(refusal);
  await expect(go(acme, { ...list, role: 'user' })).rejects.toMatchObject(refusal);
  await expect(go(acme, { ...list, emailPrefix: 'an' })).rejects.toMatchObject(refusal);
  await expect(go(acme, { ...list, teamId: 'some' })).rejects.toMatchObject(refusal);
});

test('a change to what a member is already writes nothing', async () => {
  const acme = await startOrganization();
  const [a, b] = [
    await createTeam(acme, { name: 'A' }, by(acme.admin)),
    await createTeam(acme, { name: 'B' }, by(acme.admin)),
  ];
  const ann = await acme.join('ann@x.test', { role: 'viewer', teamIds: [a.id, b.id] });
  const id = { organizationId: acme.organizationId, userId: ann.userId };
  const steps = stepsOfWrites();
  expect(await changeMember(id, {}, by(acme.admin))).toMatchObject({ role: 'viewer', teamIds: [a.id, b.id] });
  await changeMember(id, { role: 'viewer' }, by(acme.admin));
  await changeMember(id, { teamIds: [b.id, a.id] }, by(acme.admin));
  expect(steps).toEqual([]);
  expect(await changeMember(id, { role: 'user' }, by(acme.admin))).toMatchObject({ role: 'user', status: 'active' });
  await changeMember(id, { teamIds: [b.id] }, by(acme.admin));
  expect(steps).toEqual([1, 1]);
});

test('a new role leaves a member without the teams that were deleted, and is the only change', async () => {
  const acme = await startOrganization();
  const [a, b] = [
    await createTeam(acme, { name: 'A' }, by(acme.admin)),
    await createTeam(acme, { name: 'B' }, by(acme.admin)),
  ];
  const ann = await acme.join('ann@x.test', { teamIds: [a.id, b.id] });
  const id = { organizationId: acme.organizationId, userId: ann.userId };
  await deleteTeam({ organizationId: acme.organizationId, teamId: a.id }, by(acme.admin));
  expect(await changeMember(id, { role: 'viewer' }, by(acme.admin))).toMatchObject({ teamIds: [b.id] });
  expect(await getItem(memberKey(id))).toMatchObject({ teamIds: [b.id], change: 'member.role_changed' });
});

test('changing or removing a non-member returns member_not_found', async () => {
  const acme = await startOrganization();
  const absent = { organizationId: acme.organizationId, userId: 'absent' };
  const refusal = { status: 404, code: 'member_not_found' };
  await expect(changeMember(absent, { role: 'user' }, by(acme.admin))).rejects.toMatchObject(refusal);
  await expect(removeMember(absent, by(acme.admin))).rejects.toMatchObject(refusal);
});

test('a member who leaves during a role change leaves with the new role', async () => {
  const acme = await startOrganization();
  const ann = await acme.join('ann@x.test', { role: 'admin' });
  const id = { organizationId: acme.organizationId, userId: ann.userId };
  beforeNextWrite(() => changeMember(id, { role: 'viewer' }, by(acme.admin)));
  await removeMember(id, by(ann));
  await expect(removeMember({ ...id, userId: acme.admin.userId }, by(acme.admin))).rejects.toMatchObject({
    code: 'last_admin',
  });
});

test('removing a member leaves an address claim that is not theirs', async () => {
  const acme = await startOrganization();
  const emails = ['free@x.test', 'invited@x.test', 'taken@x.test'] as const;
  const members = [];
  for (const email of emails) members.push(await acme.join(email));
  const claims = emails.map((email) => addressKey({ organizationId: acme.organizationId, email }));
  for (const claim of claims) await deleteItem(claim);
  await acme.invite('invited@x.test');
  await acme.accept(await acme.invite('taken@x.test'), person('taken@x.test', { userId: 'another' }));
  for (const { userId } of members) await removeMember({ organizationId: acme.organizationId, userId }, by(acme.admin));
  expect(await getItems(claims)).toMatchObject([
    undefined,
    { invitationId: expect.any(String) },
    { userId: 'another' },
  ]);
});

test('a removed member loses access with the next request, and a demoted admin the right', {
  tags: ['fault/f24'],
}, async () => {
  const acme = await startOrganization();
  const ann = await acme.join('ann@removed.test', { role: 'admin' });
  await acme.send(['bob@x.test'], { by: ann });
  await changeMember({ organizationId: acme.organizationId, userId: ann.userId }, { role: 'viewer' }, by(acme.admin));
  await expect(acme.send(['carl@x.test'], { by: ann })).rejects.toMatchObject({ code: 'forbidden' });
  await removeMember({ organizationId: acme.organizationId, userId: ann.userId }, by(acme.admin));
  await expect(getOwnMembership(acme, by(ann))).rejects.toMatchObject({
    code: 'organization_not_found',
  });
  expect((await getMe(by(ann))).organizations).toEqual([]);
});

test('an invitation stays valid when its inviter leaves, with the name as it was', async () => {
  const acme = await startOrganization();
  const ann = await acme.join('ann@x.test', { role: 'admin' });
  const invitation = await acme.invite('bob@x.test', { by: ann });
  await removeMember({ organizationId: acme.organizationId, userId: ann.userId }, by(ann));
  const { member } = await acme.accept(invitation, person('bob@x.test'));
  expect(member.email).toBe('bob@x.test');
  expect(invitation.invitedBy).toEqual({ userId: ann.userId, name: ann.name, email: ann.email });
});

test('the last admin can neither leave, be removed nor lose the role', async () => {
  const acme = await startOrganization();
  const id = { organizationId: acme.organizationId, userId: acme.admin.userId };
  const refusal = { status: 409, code: 'last_admin' };
  await expect(removeMember(id, by(acme.admin))).rejects.toMatchObject(refusal);
  await expect(changeMember(id, { role: 'user' }, by(acme.admin))).rejects.toMatchObject(refusal);
  const ann = await acme.join('ann@x.test', { role: 'admin' });
  expect(await changeMember(id, { role: 'user' }, by(ann))).toMatchObject({ role: 'user' });
  expect((await getOrganization(acme, by(ann))).usage.members).toBe(2);
});

test("users and viewers can leave, but can't change or remove members", async () => {
  const acme = await startOrganization();
  const [user, viewer] = [await acme.join('u@x.test'), await acme.join('v@x.test', { role: 'viewer' })];
  for (const caller of [user, viewer]) {
    const other = { organizationId: acme.organizationId, userId: acme.admin.userId };
    const own = { ...other, userId: caller.userId };
    await expect(removeMember(other, by(caller))).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('remove other members'),
    });
    await expect(changeMember(own, { role: 'admin' }, by(caller))).rejects.toMatchObject({ code: 'forbidden' });
    await removeMember(own, by(caller));
  }
  expect((await getOrganization(acme, by(acme.admin))).usage.members).toBe(1);
  expect(tally(await acme.send(['u@x.test', 'v@x.test']))).toEqual({ invited: 2 });
});

test('teams are checked when a member changes, and a deleted one is left out of answers', async () => {
  const acme = await startOrganization();
  const ann = await acme.join('ann@x.test');
  const [a, b] = [
    await createTeam(acme, { name: 'A' }, by(acme.admin)),
    await createTeam(acme, { name: 'B' }, by(acme.admin)),
  ];
  const id = { organizationId: acme.organizationId, userId: ann.userId };
  await expect(changeMember(id, { teamIds: [a.id, 'absent'] }, by(acme.admin))).rejects.toMatchObject({
    status: 422,
    code: 'team_not_found',
  });
  expect(await changeMember(id, { teamIds: [a.id, b.id, a.id] }, by(acme.admin))).toMatchObject({
    teamIds: [a.id, b.id],
  });
  await deleteTeam({ organizationId: acme.organizationId, teamId: a.id }, by(acme.admin));
  expect(await getOwnMembership(acme, by(ann))).toMatchObject({ teamIds: [b.id], role: 'user' });
});

test('a person is signed out everywhere when no organization is left, and only then', async () => {
  const [acme, globex] = [await startOrganization(), await startOrganization()];
  const ann = await acme.join('ann@signed-out.test');
  await globex.accept(await globex.invite('ann@signed-out.test'), ann);
  await signedIn(ann);
  const signedOut: string[] = [];
  const signOut = async (username: string) => void signedOut.push(username);
  await removeMember({ organizationId: acme.organizationId, userId: ann.userId }, by(ann));
  await signOutWithoutOrganization(ann.userId, signOut);
  expect(signedOut).toEqual([]);
  await removeMember({ organizationId: globex.organizationId, userId: ann.userId }, by(globex.admin));
  await signOutWithoutOrganization(ann.userId, signOut);
  expect(signedOut).toEqual([usernameOf(ann)]);
});
