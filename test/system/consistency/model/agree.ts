import { strict as assert } from 'node:assert';
import type { Answer, Call } from './client.ts';
import type { Invitation, Member, Organization, Person } from './model.ts';
import { existing, memberIn, pendingOf, statusAt } from './rules.ts';
import type { World } from './world.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** Returns all pages of a list. */
export const all = async (call: Call, path: string): Promise<Answer['body'][]> => {
  const items: Answer['body'][] = [];
  let cursor = '';
  do {
    const { status, body } = await call('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`);
    assert.equal(status, 200, path);
    items.push(...body.items);
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  return items;
};

const deliveryOf = ({ mailings }: Invitation, shown: string): string => {
  const { state } = mailings.at(-1) ?? assert.fail();
  // The delivery event arrives shortly after the email was sent.
  if (state === 'mailed') return shown === 'delivered' ? shown : 'sent';
  return state === 'refused' ? 'failed' : shown;
};

/** Returns the expected response for an invitation, with its delivery state as shown. */
const shownInvitation = (organization: Organization, invitation: Invitation, now: number, found: Answer['body']) => {
  const { id, email, role, end, mailings, createdAt, expiresAt, invitedBy } = invitation;
  const lastRequest = invitation.requests.at(-1);
  return {
    id,
    organizationId: organization.id,
    email,
    role,
    teamIds: existing(organization, invitation.teamIds),
    status: statusAt(invitation, now),
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    sentCount: mailings.length,
    lastSentAt: iso(mailings.at(-1)?.at ?? 0),
    invitedBy: invitedBy === 'system' ? undefined : invitedBy,
    delivery: deliveryOf(invitation, found.delivery),
    acceptedAt: end?.status === 'accepted' ? iso(end.at) : undefined,
    acceptedBy: end?.status === 'accepted' ? end.by : undefined,
    revokedAt: end?.status === 'revoked' ? iso(end.at) : undefined,
    revokedBy: end?.status === 'revoked' ? end.by : undefined,
    newInvitationRequestedAt: lastRequest === undefined ? null : iso(lastRequest),
  };
};

const foundInvitation = (found: Answer['body']) => {
  const { deliveryReason: _, acceptedAt, revokedAt, ...rest } = found;
  const people = {
    invitedBy: found.invitedBy.userId,
    acceptedBy: found.acceptedBy?.userId,
    revokedBy: found.revokedBy?.userId,
  };
  return { ...rest, ...people, acceptedAt, revokedAt };
};

const agreeOnList = (
  organization: Organization,
  expected: readonly Invitation[],
  found: readonly Answer['body'][],
  now: number,
  list: string,
): void => {
  const times = found.map(({ createdAt }) => createdAt);
  assert.deepEqual(times, [...times].sort().reverse(), `${list}: newest first`);
  assert.deepEqual(found.map(({ id }) => id).sort(), expected.map(({ id }) => id).sort(), `${list}: which invitations`);
  const byId = new Map(found.map((one) => [one.id, one]));
  for (const invitation of expected) {
    const one = byId.get(invitation.id);
    assert.deepEqual(foundInvitation(one), shownInvitation(organization, invitation, now, one), list);
  }
};

const statuses = ['pending', 'expired', 'accepted', 'revoked'] as const;

type Status = (typeof statuses)[number];

const agreeOnStatus = async (call: Call, organization: Organization, status: Status, now: number): Promise<void> => {
  const expected = organization.invitations.filter((invitation) => statusAt(invitation, now) === status);
  const found = await all(call, `/organizations/${organization.id}/invitations?status=${status}`);
  agreeOnList(organization, expected, found, now, `${status} invitations`);
};

const agreeOnInvitations = async (call: Call, organization: Organization, now: number): Promise<void> => {
  const found = await all(call, `/organizations/${organization.id}/invitations`);
  agreeOnList(organization, organization.invitations, found, now, 'all invitations');
};

const shownMember = (organization: Organization, { userId, email, role, teamIds, joinedAt, invitationId }: Member) => ({
  userId,
  email,
  role,
  teamIds: existing(organization, teamIds).sort(),
  joinedAt: iso(joinedAt),
  invitationId,
});

const agreeOnMembers = async (call: Call, organization: Organization): Promise<void> => {
  const found = await all(call, `/organizations/${organization.id}/members`);
  const shown = found.map(({ userId, email, role, teamIds, joinedAt, invitationId }) => ({
    userId,
    email,
    role,
    teamIds: teamIds.sort(),
    joinedAt,
    invitationId,
  }));
  const expected = organization.members.map((member) => shownMember(organization, member));
  const byUser = (one: { userId: string }, other: { userId: string }) => (one.userId < other.userId ? -1 : 1);
  assert.deepEqual(shown.sort(byUser), expected.sort(byUser), `members of ${organization.name}`);
};

const agreeOnOrganization = async (call: Call, organization: Organization, now: number): Promise<void> => {
  const { id, name, plan, domains, pendingLimit, memberLimit, members } = organization;
  const { body } = await call('GET', `/organizations/${id}`);
  const pendingInvitations = pendingLimit === null ? null : pendingOf(organization, now).length;
  // Limits of emails have their own tests.
  const { limits, usage, paused: _, ...facts } = body;
  assert.deepEqual(facts, { id, name, plan, allowedEmailDomains: domains });
  assert.deepEqual(
    [limits.pendingInvitations, limits.members, usage.pendingInvitations, usage.members],
    [pendingLimit, memberLimit, pendingInvitations, members.length],
    `limits of ${name}`,
  );
};

const agreeOnTeams = async (call: Call, { id, teams }: Organization): Promise<void> => {
  const found = await all(call, `/organizations/${id}/teams`);
  const expected = teams.filter(({ deleted }) => !deleted).map((team) => ({ id: team.id, name: team.name }));
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  assert.deepEqual(found.sort(byId), expected.sort(byId), 'teams');
};

const sorted = (values: readonly unknown[]): string[] => values.map((value) => JSON.stringify(value)).sort();

/** Compares getMe: the person, their organizations and open invitations. */
const agreeOnPerson = async ({ client, clock, model }: World, person: Person): Promise<void> => {
  const now = clock.now();
  const call = await client.as(person);
  const { body } = await call('GET', '/me');
  const { userId, email, name, verified } = person;
  assert.deepEqual({ id: body.user.id, email: body.user.email, name: body.user.name }, { id: userId, email, name });
  const memberships = model.organizations.flatMap((organization) => {
    const member = memberIn(organization, userId);
    return member ? [{ id: organization.id, name: organization.name, role: member.role }] : [];
  });
  assert.deepEqual(sorted(body.organizations), sorted(memberships), `organizations of ${person.label}`);
  const open = model.organizations.flatMap((organization) => {
    if (memberIn(organization, userId)) return [];
    const mine = pendingOf(organization, now).filter((invitation) => verified && invitation.email === email);
    return mine.map(({ id }) => id);
  });
  assert.deepEqual(
    sorted(body.invitations.map(({ id }: { id: string }) => id)),
    sorted(open),
    `open to ${person.label}`,
  );
};

const adminOf = ({ model }: World, organization: Organization): Person =>
  model.people.find(({ userId }) => memberIn(organization, userId)?.role === 'admin') ??
  assert.fail(`${organization.name} has no admin`);

/** Previews one link per step, because a dead link must stay dead. */
const agreeOnLinks = async ({ client, clock, model, steps }: World): Promise<void> => {
  const now = clock.now();
  const mailed = model.organizations.flatMap(({ invitations }) =>
    invitations.filter(({ token }) => token !== undefined),
  );
  for (const invitation of [mailed.at(steps.done % mailed.length), mailed.at((steps.done * 7) % mailed.length)]) {
    if (!invitation) continue;
    const { status, body } = await client.anyone('POST', '/invitations/preview', { token: invitation.token });
    const is = statusAt(invitation, now);
    const expected = is === 'pending' ? { status: 200, code: undefined } : { status: 410, code: `invitation_${is}` };
    assert.deepEqual({ status, code: body.code }, expected, `the link of ${invitation.email}`);
  }
};

const agreeOnOne = async (world: World, organization: Organization, lists: readonly Status[]): Promise<void> => {
  const now = world.clock.now();
  const call = await world.client.as(adminOf(world, organization));
  await Promise.all([
    agreeOnOrganization(call, organization, now),
    agreeOnTeams(call, organization),
    agreeOnMembers(call, organization),
    agreeOnInvitations(call, organization, now),
    ...lists.map((status) => agreeOnStatus(call, organization, status, now)),
  ]);
};

const agreeOn = async (world: World, lists: readonly Status[], people: readonly Person[]): Promise<void> => {
  assert.deepEqual(world.complaints, [], 'nothing failed');
  // No sign-in may move a membership while lists are read.
  for (const person of world.model.people) await world.client.as(person);
  await Promise.all([
    ...world.model.organizations.map((organization) => agreeOnOne(world, organization, lists)),
    ...people.map((person) => agreeOnPerson(world, person)),
    agreeOnLinks(world),
  ]);
};

/** Compares everything that the API returns with the model. */
export const agreeOnAll = (world: World): Promise<void> => agreeOn(world, statuses, world.model.people);

/** Compares only one list by status and one person, which is fast enough for every step. */
export const agreeOnSome = async (world: World): Promise<void> => {
  const turn = world.steps.done;
  const list = statuses[turn % statuses.length] ?? 'pending';
  await agreeOn(world, [list], [world.model.people[turn % world.model.people.length] ?? assert.fail()]);
};
