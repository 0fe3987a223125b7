import { expect, test } from 'vitest';
import { memberKey, organizationKey, removedKey, seatsKey, teamKey, teamNameKey, userKey } from '#core/table/keys.ts';
import * as members from '#core/table/member.ts';
import { nameIndexKey } from '#core/table/member-index.ts';
import * as organizations from '#core/table/organization.ts';
import * as seats from '#core/table/seats.ts';
import * as teams from '#core/table/team.ts';
import { addressIsStill, askToMoveRest, putUser, putUserWithNewAddress } from '#core/table/user.ts';
import { absent, put, unexpected } from '#core/table/write.ts';
import { later } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';
import { now, origin, things } from './fixtures.ts';
import { after, next, stampOf } from './stored.ts';

useTable();

test('a member is found by person and by address, changes, and leaves behind what they were', async () => {
  const { member, id } = things();
  const key = memberKey(member);
  const item = {
    ...key,
    GSI1PK: `ORG#${id}#MEMBER`,
    GSI1SK: `ann@x.test#${member.userId}`,
    ...nameIndexKey(member),
    ...members.readMember(member),
    ...stampOf(origin, 'member.joined'),
  };
  const [join = expect.fail()] = members.putMember(members.readMember(member), origin);
  expect(await after(key, join)).toEqual(item);
  expect(join.refusal(undefined)).toMatchObject({ code: 'already_member' });
  const described = { name: 'Ann Lee', pictureUrl: 'https://p.test/1' };
  const [describe = expect.fail()] = members.describeMember(member, described);
  const byName = nameIndexKey({ ...member, ...described });
  expect(await after(key, describe)).toEqual({
    ...item,
    ...described,
    ...byName,
    change: 'none',
  });
  const to = { role: 'viewer', teamIds: ['t2'] } as const;
  const types = ['member.role_changed', 'member.teams_changed'] as const;
  const update = members.updateMember(member, { ...to, teamIds: [...to.teamIds] }, types, next);
  expect(await after(key, update)).toEqual({
    ...item,
    ...described,
    ...byName,
    ...to,
    ...stampOf(next, types.join(',')),
  });
  const moved = { email: 'lee@x.test', name: 'Ann Ray', pictureUrl: null };
  const asDescribed = { ...members.readMember(member), ...described, changedAt: next.at };
  const [byEmail = expect.fail()] = members.moveMember(asDescribed, moved, origin);
  const later1 = { ...origin, at: later(next.at, 1) };
  expect(await after(key, byEmail)).toEqual({
    ...item,
    ...to,
    ...moved,
    ...nameIndexKey({ ...member, ...moved }),
    GSI1SK: `lee@x.test#${member.userId}`,
    ...stampOf(later1, 'member.email_changed'),
  });
  expect(byEmail.refusal(undefined)).toMatchObject({ code: 'member_not_found' });
  // Asked for before the last change, and written after it: dated a millisecond after it.
  const seen = {
    ...members.readMember(member),
    ...to,
    name: moved.name,
    teamIds: [...to.teamIds],
    changedAt: later1.at,
  };
  const dated = { ...origin, at: later(next.at, 2) };
  const [remove, keep] = members.deleteMember(seen, 'member.left', origin);
  if (!remove || !keep) throw new Error('two steps are needed');
  expect(await after(key, remove)).toBeUndefined();
  expect(remove.refusal(undefined)).toMatchObject({ code: 'member_not_found' });
  expect(remove.refusal({})).toMatchObject({ code: 'try_again' });
  const left = removedKey(id, member.userId, dated.at, origin.requestId);
  expect(await after(left, keep)).toEqual({ ...left, ...seen, ...stampOf(dated, 'member.left') });
});

test('seats count members and admins, and know their limit', async () => {
  const { id } = things();
  const key = seatsKey(id);
  const seat = (members: number, admins: number, more: object = { memberLimit: 3 }) => ({
    ...key,
    members,
    admins,
    ...more,
  });
  expect(await after(key, seats.putSeats(id, 3))).toEqual(seat(0, 0));
  expect(await after(key, seats.takeSeat(id, 'admin'), seats.takeSeat(id, 'admin'))).toEqual(seat(2, 2));
  expect(await after(key, seats.takeSeat(id, 'user'))).toEqual(seat(3, 2));
  const change = (from: 'admin' | 'user', to: 'admin' | 'user') =>
    seats.changeSeat(id, from, to) ?? expect.fail('no seat changes');
  expect(await after(key, change('admin', 'user'))).toEqual(seat(3, 1));
  expect(await after(key, change('user', 'admin'))).toEqual(seat(3, 2));
  expect(await after(key, seats.releaseSeat(id, 'admin'), seats.releaseSeat(id, 'user'))).toEqual(seat(1, 1));
  expect(await after(key, seats.changeMemberLimit(id, 9))).toEqual(seat(1, 1, { memberLimit: 9 }));
  expect(await after(key, seats.changeMemberLimit(id, null))).toEqual(seat(1, 1, {}));
  expect([seats.changeSeat(id, 'user', 'viewer'), seats.changeSeat(id, 'admin', 'admin')]).toEqual([
    undefined,
    undefined,
  ]);
  expect(seats.takeSeat(id, 'user').refusal(undefined)).toMatchObject({ code: 'member_limit_reached' });
  expect(seats.releaseSeat(id, 'admin').refusal(undefined)).toMatchObject({ code: 'last_admin' });
});

test('a team is found by its name in any case, and leaves behind what it was', async () => {
  const { id, team } = things();
  const [key, name] = [teamKey({ organizationId: id, teamId: team.id }), teamNameKey(id, 'sales')];
  const [putItem, putName] = teams.putTeam(id, team, origin);
  const [remove, removeName, keep] = teams.deleteTeam(id, { ...team, nameKey: 'sales' }, next);
  if (!putItem || !putName || !remove || !removeName || !keep) throw new Error('all steps are needed');
  const item = { ...team, nameKey: 'sales', organizationId: id };
  expect(await after(key, putItem)).toEqual({ ...key, ...item, ...stampOf(origin, 'team.created') });
  expect(await after(name, putName)).toEqual({ ...name, ...team });
  expect(putName.refusal(undefined)).toMatchObject({ code: 'team_exists' });
  expect(await after(key, remove)).toBeUndefined();
  expect(remove.refusal(undefined)).toMatchObject({ status: 404, code: 'team_not_found' });
  expect(removeName.refusal(undefined)).toMatchObject({ code: 'try_again' });
  expect(await after(name, removeName)).toBeUndefined();
  const gone = removedKey(id, team.id, next.at, next.requestId);
  expect(await after(gone, keep)).toEqual({ ...gone, ...item, ...stampOf(next, 'team.deleted') });
});

test('an organization is put with its terms, and changes them one after the other', async () => {
  const { id, organization } = things();
  const key = organizationKey(id);
  const item = { ...key, ...organization, ...stampOf(origin, 'organization.created') };
  expect(await after(key, organizations.putOrganization(organization, origin))).toEqual(item);
  const domains = organizations.changeAllowedDomains(organization, ['x.test'], origin);
  const dated = { ...origin, at: later(now, 1) };
  expect(await after(key, domains)).toEqual({
    ...item,
    allowedEmailDomains: ['x.test'],
    ...stampOf(dated, 'organization.allowed_domains_changed'),
  });
  const terms = {
    plan: 'enterprise',
    limits: { pendingInvitations: null, members: null, emailsPerDay: null },
  } as const;
  const change = organizations.changeTerms({ ...organization, changedAt: dated.at }, terms, next);
  expect(await after(key, change)).toEqual({
    ...item,
    allowedEmailDomains: ['x.test'],
    ...terms,
    ...stampOf(next, 'organization.plan_changed'),
  });
  for (const { refusal } of [domains, change]) expect(refusal(undefined)).toMatchObject({ code: 'try_again' });
});

test('deleteTeam deletes the name of a 0.1.0 team under its stored or migrated key', async () => {
  const { id } = things();
  const team = { id: 't1', name: ' Two\u00a0Words' };
  const [first, today] = [teamNameKey(id, ' two\u00a0words'), teamNameKey(id, 'two words')];
  const [, removeFirst] = teams.deleteTeam(id, team, next);
  const [putToday, removeOld, mark] = teams.migrateTeamName(id, { ...team, nameKey: ' two\u00a0words' });
  if (!removeFirst || !putToday || !removeOld || !mark) throw new Error('all steps are needed');
  const stored = { item: put({ ...first, ...team }, absent), refusal: unexpected('name') };
  expect(await after(first, stored, removeFirst)).toBeUndefined();
  expect(await after(first, stored, removeOld)).toBeUndefined();
  expect(await after(today, putToday)).toEqual({ ...today, ...team });
  const key = teamKey({ organizationId: id, teamId: team.id });
  const [create] = teams.putTeam(id, team, origin);
  if (!create) throw new Error('a team is put');
  // Unchanged, so that the stream adds no second event.
  expect(await after(key, create, mark)).toMatchObject({ nameKey: 'two words', ...stampOf(origin, 'team.created') });
});

test('a team name has one key for all names that look the same, and none that DynamoDB refuses', async () => {
  expect(teams.nameKeyOf('Two\u00a0 Words\u200b')).toBe('two words');
  const longest = '\ufdfa'.repeat(60);
  expect(Buffer.byteLength(teams.nameKeyOf(longest))).toBeLessThan(1_000);
  expect(teams.nameKeyOf(longest)).toBe(teams.nameKeyOf(longest.normalize('NFKC')));
  expect(teams.nameKeyOf(longest)).not.toBe(teams.nameKeyOf(`${longest}a`));
  expect(teams.nameKeyOf('x'.repeat(256))).toBe('x'.repeat(256));
});

test('a profile is what the last sign-in says, and asks for moves only with another address', async () => {
  const user = { userId: 'u1', username: 'google_1', email: 'a@x.test', name: 'A', pictureUrl: null };
  const key = userKey('u1');
  expect(await after(key, putUser(user))).toEqual({ ...key, ...user, change: 'none' });
  expect(await after(key, putUser({ ...user, name: 'B' }))).toMatchObject({ name: 'B' });
  const asked = { change: 'address', changedAt: origin.at, requestId: origin.requestId };
  expect(await after(key, putUserWithNewAddress(user, origin))).toEqual({ ...key, ...user, ...asked });
  const again = { ...asked, changedAt: later(origin.at, 1) };
  expect(await after(key, askToMoveRest({ ...user, changedAt: origin.at }, origin))).toEqual({
    ...key,
    ...user,
    ...again,
  });
  expect(await after(key, addressIsStill(user))).toMatchObject(user);
});
