import { expect } from 'vitest';
import { teamKey, teamNameKey } from '#core/table/keys.ts';
import type { StoredMember } from '#core/table/member.ts';
import * as members from '#core/table/member.ts';
import * as organizations from '#core/table/organization.ts';
import * as places from '#core/table/places.ts';
import * as seats from '#core/table/seats.ts';
import * as teams from '#core/table/team.ts';
import * as users from '#core/table/user.ts';
import { absent, put, unexpected, type Write } from '#core/table/write.ts';
import { later, operator } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';
import { future, now, origin, past } from './fixtures.ts';
import { testRefusals } from './refused.ts';

useTable();

const held = { id: 'held', expiresAt: future };
const since = operator(later(now, 1));
const lapsed = { id: 'lapsed', expiresAt: past };

const userOf = ({ userId, name }: StoredMember, email: string) => ({
  userId,
  username: 'google_1',
  email,
  name,
  pictureUrl: null,
});

/** A team and its name under a key that is not the one of today. */
const storedByFirstRelease = (id: string, team: { readonly id: string; readonly name: string }): Write[] => [
  { item: put({ ...teamKey({ organizationId: id, teamId: team.id }), ...team }, absent), refusal: unexpected('team') },
  { item: put({ ...teamNameKey(id, 'old'), ...team }, absent), refusal: unexpected('name') },
];

testRefusals({
  'putting a member who is one': ({ member }) => [members.putMember(member, origin), members.putMember(member, origin)],
  'describing a member who is gone': ({ member }) => [
    [],
    members.describeMember(member, { name: 'B', pictureUrl: null }),
  ],
  'describing a member who has another name since': ({ member }) => [
    members.putMember({ ...member, name: 'Other' }, origin),
    members.describeMember(member, { name: 'B', pictureUrl: null }),
  ],
  'removing a member who has another name since': ({ member }) => [
    members.putMember({ ...member, name: 'Other' }, origin),
    members.deleteMember(member, 'member.removed', origin),
  ],
  'moving a member who has another name since': ({ member }) => [
    members.putMember({ ...member, name: 'Other' }, origin),
    members.moveMember(member, { ...member, email: 'new@x.test' }, origin),
  ],
  'changing a member who was changed since': ({ member }) => [
    members.putMember(member, since),
    members.updateMember(member, member, ['member.role_changed'], since),
  ],
  'moving a member who was changed since': ({ member }) => [
    members.putMember(member, since),
    members.moveMember(member, { ...member, email: 'new@x.test' }, since),
  ],
  'checking that a person who has another address still has this one': ({ member }) => [
    [users.putUser(userOf(member, 'other@x.test'))],
    users.addressIsStill(userOf(member, 'ann@x.test')),
  ],
  'asking to move the memberships of a person who has another address': ({ member }) => [
    [users.putUser(userOf(member, 'other@x.test'))],
    users.askToMoveRest(userOf(member, 'ann@x.test'), origin),
  ],
  'putting an organization that is there': ({ organization }) => [
    [organizations.putOrganization(organization, origin)],
    organizations.putOrganization(organization, origin),
  ],
  'listing an organization that is listed': ({ id }) => [
    [organizations.listOrganization(id)],
    organizations.listOrganization(id),
  ],
  'changing the domains of an organization that was changed since': ({ organization }) => [
    [organizations.putOrganization(organization, since)],
    organizations.changeAllowedDomains(organization, ['y.test'], since),
  ],
  'changing the plan of an organization that was changed since': ({ organization }) => [
    [organizations.putOrganization(organization, since)],
    organizations.changeTerms(organization, organization, since),
  ],
  'putting places that are there': ({ id }) => [[places.putPlaces(id, 2, [])], places.putPlaces(id, 2, [])],
  'clearing places where there are none': ({ id }) => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`i${n}`, past]));
    const clearing = places.clearLapsed(id, { limit: 50, places: many }, 50, now);
    return [[], clearing?.write ?? expect.fail('nothing to clear')];
  },
  'taking a place under another limit': ({ id }) => [
    [places.putPlaces(id, 3, [])],
    places.takePlaces(id, [held], { limit: 2, places: {} }, now),
  ],
  'taking a place beyond the limit': ({ id }) => [
    [places.putPlaces(id, 1, [{ ...held, id: 'another' }])],
    places.takePlaces(id, [held], { limit: 1, places: {} }, now),
  ],
  'taking the place of a lapsed one that is gone': ({ id }) => [
    [places.putPlaces(id, 1, [{ ...held, id: 'another' }])],
    places.takePlaces(id, [held], { limit: 1, places: { [lapsed.id]: past } }, now),
  ],
  'changing a limit of places that was changed since': ({ id }) => [
    [places.putPlaces(id, 3, [])],
    places.changePlacesLimit(id, 2, 4),
  ],
  'removing places whose limit was changed since': ({ id }) => [
    [places.putPlaces(id, 3, [])],
    places.removePlaces(id, 2),
  ],
  'adding a place where there are none': ({ id }) => [[], places.addPlace(id, held)],
  'freeing a place where there are none': ({ id }) => [[], places.freePlace(id, 'i')],
  'putting seats that are there': ({ id }) => [[seats.putSeats(id, null)], seats.putSeats(id, null)],
  'taking a seat of no organization': ({ id }) => [[], seats.takeSeat(id, 'user')],
  'taking a seat beyond the limit': ({ id }) => [
    [seats.putSeats(id, 1), seats.takeSeat(id, 'user')],
    seats.takeSeat(id, 'user'),
  ],
  "releasing the last admin's seat": ({ id }) => [
    [seats.putSeats(id, null), seats.takeSeat(id, 'admin')],
    seats.releaseSeat(id, 'admin'),
  ],
  'releasing a seat of no organization': ({ id }) => [[], seats.releaseSeat(id, 'user')],
  'limiting the members of no organization': ({ id }) => [[], seats.changeMemberLimit(id, 1)],
  'a team whose id is taken': ({ id, team }) => [
    teams.putTeam(id, team, origin),
    teams.putTeam(id, { ...team, name: 'Other' }, origin),
    0,
  ],
  'a team whose name is taken': ({ id, team }) => [
    teams.putTeam(id, team, origin),
    teams.putTeam(id, { ...team, id: 'other' }, origin),
    1,
  ],
  'deleting a team that is gone': ({ id, team }) => [
    teams.putTeam(id, team, origin).slice(1),
    teams.deleteTeam(id, team, origin),
    0,
  ],
  'deleting a team whose name is gone': ({ id, team }) => [
    teams.putTeam(id, team, origin).slice(0, 1),
    teams.deleteTeam(id, team, origin),
    1,
  ],
  'deleting a team whose name is another’s': ({ id, team }) => [
    [...teams.putTeam(id, team, origin).slice(0, 1), ...teams.putTeam(id, { ...team, id: 'other' }, origin)],
    teams.deleteTeam(id, team, origin),
    1,
  ],
  'moving a team name to a key that is taken': ({ id, team }) => [
    [...teams.putTeam(id, { ...team, id: 'other' }, origin), ...storedByFirstRelease(id, team)],
    teams.migrateTeamName(id, { ...team, nameKey: 'old' }),
    0,
  ],
  'moving a team name that was moved since': ({ id, team }) => [
    storedByFirstRelease(id, team).slice(0, 1),
    teams.migrateTeamName(id, { ...team, nameKey: 'old' }),
    1,
  ],
  'moving the name of a team that is gone': ({ id, team }) => [
    storedByFirstRelease(id, team).slice(1),
    teams.migrateTeamName(id, { ...team, nameKey: 'old' }),
    2,
  ],
  'deleting a team twice in one request': ({ id, team }) => [
    [...teams.putTeam(id, team, origin), ...teams.deleteTeam(id, team, origin).slice(2)],
    teams.deleteTeam(id, team, origin),
    2,
  ],
  'removing a member who was changed since': ({ member }) => [
    members.putMember(member, since),
    members.deleteMember(member, 'member.removed', since),
    0,
  ],
  'removing a member twice in one request': ({ member }) => [
    [...members.putMember(member, origin), ...members.deleteMember(member, 'member.removed', origin).slice(1)],
    members.deleteMember(member, 'member.removed', origin),
    1,
  ],
  'leaving twice in one request': ({ member }) => [
    [...members.putMember(member, origin), ...members.deleteMember(member, 'member.left', origin).slice(1)],
    members.deleteMember(member, 'member.left', origin),
    1,
  ],
});
