import { expect, test } from 'vitest';
import { listAuditEvents } from '#core/audit/list.ts';
import { recordChange } from '#core/audit/record.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import type { Instant } from '#core/contract/fields.ts';
import { changeMember } from '#core/members/change.ts';
import { removeMember } from '#core/members/remove.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { by, later, person, present, seal, second, startOrganization } from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';
import { allItems, useTable } from '#test/support/table.ts';
import { changesOf, log, record } from './recorded-log.ts';

useTable();

test('every change leaves exactly one event that says when, who, what and the facts', {
  tags: ['promise/audit'],
}, async () => {
  const acme = await startOrganization();
  const { organizationId, admin } = acme;
  const actor = { type: 'user', userId: admin.userId, name: admin.name, email: admin.email };
  const team = await createTeam({ organizationId }, { name: 'Sales' }, by(admin));
  let invitation = { id: '', expiresAt: present() };
  await record(acme, async () => {
    invitation = await acme.invite('ann@x.test', { role: 'viewer', teamIds: [team.id] });
  });
  const ann = person('ann@x.test');
  await record(acme, () => acme.accept(invitation, ann));
  const id = { organizationId, userId: ann.userId };
  await record(acme, () => changeMember(id, { role: 'admin', teamIds: [] }, by(admin)));
  await record(acme, () => removeMember(id, by(admin)));
  await record(acme, () => setAllowedDomains({ organizationId }, { domains: ['acme.test'] }, by(admin)));
  await record(acme, () => deleteTeam({ organizationId, teamId: team.id }, by(admin)));
  const events = (await log(acme)).filter(({ type }) => type !== 'organization.created');
  const of = (type: AuditEvent['type']) =>
    events.filter((event) => event.type === type && !('email' in event.subject && event.subject.email === admin.email));
  const facts = { email: 'ann@x.test', role: 'viewer', teamIds: [team.id] };
  expect(of('invitation.sent')).toMatchObject([
    {
      category: 'invitation',
      actor,
      subject: { type: 'invitation', id: invitation.id, email: 'ann@x.test' },
      details: { ...facts, expiresAt: invitation.expiresAt },
    },
  ]);
  expect(of('invitation.accepted')).toMatchObject([{ actor: { userId: ann.userId }, details: facts }]);
  expect(of('member.joined')).toMatchObject([
    { subject: { type: 'member', id: ann.userId, email: 'ann@x.test' }, details: facts },
  ]);
  expect(of('member.role_changed')).toMatchObject([{ actor, details: { from: 'viewer', to: 'admin' } }]);
  expect(of('member.teams_changed')).toMatchObject([{ actor, details: { from: [team.id], to: [] } }]);
  expect(of('member.removed')).toMatchObject([{ actor, subject: { id: ann.userId }, details: { role: 'admin' } }]);
  expect(of('organization.allowed_domains_changed')).toMatchObject([{ details: { from: [], to: ['acme.test'] } }]);
  expect(of('team.deleted')).toMatchObject([{ subject: { type: 'team', id: team.id }, details: { name: 'Sales' } }]);
  expect(of('invitation.revoked')).toEqual([]);
});

const namesIn = ({ details }: AuditEvent): unknown => ('teamNames' in details ? details.teamNames : undefined);

test('events keep the names of teams and members at the time of the change', async () => {
  const acme = await startOrganization();
  const { organizationId, admin } = acme;
  const [sales, legal] = [
    await createTeam({ organizationId }, { name: 'Sales' }, by(admin)),
    await createTeam({ organizationId }, { name: 'Legal' }, by(admin)),
  ];
  const bob = await acme.join('bob@names.test', { role: 'admin', teamIds: [sales.id] });
  const id = { organizationId, userId: bob.userId };
  let invitation = { id: '' };
  await record(acme, async () => {
    invitation = await acme.invite('ann@names.test', { teamIds: [sales.id, legal.id] });
  });
  await record(acme, () => changeMember(id, { teamIds: [legal.id] }, by(admin)));
  await deleteTeam({ organizationId, teamId: legal.id }, by(admin));
  await deleteTeam({ organizationId, teamId: sales.id }, by(admin));
  await createTeam({ organizationId }, { name: 'Legal' }, by(admin));
  // Recorded after the teams are gone, as when a record waits.
  await record(acme, () => acme.accept(invitation, person('ann@names.test', { name: 'Ann Lee' })));
  await record(acme, () => removeMember(id, by(admin)));
  const both = { [sales.id]: 'Sales', [legal.id]: 'Legal' };
  const recorded = (await log(acme)).map((event) => [event.type, namesIn(event)]);
  expect(recorded).toEqual([
    ['member.removed', { [legal.id]: 'Legal' }],
    ['member.joined', undefined],
    ['invitation.accepted', both],
    ['member.teams_changed', both],
    ['invitation.sent', both],
  ]);
  const [removed, joined] = await log(acme);
  expect([removed?.details, joined?.details]).toMatchObject([{ name: bob.name }, { name: 'Ann Lee' }]);
});

test("an event with an unknown team is recorded without the team's name", async () => {
  const acme = await startOrganization();
  const [[item = {}, before] = []] = await changesOf(acme, () => acme.invite('ann@names.test'));
  await recordChange({ ...item, teamIds: ['absent'] }, before, present());
  expect((await log(acme)).map(namesIn)).toEqual([undefined]);
});

test('a move to another address leaves an event from and to, and one of the invitation that made way', async () => {
  const acme = await startOrganization();
  const ann = await acme.join('ann@moves.test');
  await signedIn(ann);
  const invitation = await acme.invite('lee@moves.test');
  const moved = { ...ann, email: 'lee@moves.test' };
  const at = later(present(), second);
  await record(acme, () => signedIn(moved, { at }));
  const facts = { role: 'user', teamIds: [] };
  const address = { email: moved.email };
  expect((await log(acme)).sort((one, other) => (one.type < other.type ? -1 : 1))).toMatchObject([
    {
      type: 'invitation.revoked',
      occurredAt: at,
      actor: { type: 'system' },
      subject: { id: invitation.id, ...address },
      details: { ...facts, ...address, reason: 'already_member' },
    },
    {
      type: 'member.email_changed',
      occurredAt: at,
      actor: { type: 'user', userId: ann.userId, name: ann.name, ...address },
      subject: { type: 'member', id: ann.userId, ...address },
      details: { ...facts, ...address, name: ann.name, from: ann.email, to: moved.email },
    },
  ]);
  expect((await log(acme, { email: moved.email })).length).toBe(2);
});

test('the same change a second time adds nothing', { tags: ['promise/audit'] }, async () => {
  const acme = await startOrganization();
  const changes = await changesOf(acme, () => acme.invite('ann@x.test'));
  for (const [item, before] of [...changes, ...changes]) await recordChange(item, before, present());
  expect(await log(acme)).toHaveLength(1);
});

test('an event that is recorded again stays as it was first written, to the last attribute', {
  tags: ['fault/f13'],
}, async () => {
  const acme = await startOrganization();
  const changes = await changesOf(acme, () => acme.invite('ann@x.test'));
  const recordAt = async (at: Instant) => {
    for (const [item, before] of changes) await recordChange(item, before, at);
    return (await allItems()).filter(({ PK }) => PK === `AUDIT#${acme.organizationId}`);
  };
  const written = await recordAt(present());
  expect(written).toHaveLength(1);
  expect(await recordAt(later(present(), second))).toEqual(written);
});

test('the log is filtered by category, address, invitation, person and time, from inclusive, to exclusive', async () => {
  const acme = await startOrganization();
  const at = present();
  const other = await acme.join('other@x.test', { role: 'admin' });
  let invitation = { id: '' };
  await record(acme, async () => {
    invitation = await acme.invite('ann@x.test', { at });
  });
  await record(acme, () => acme.send(['bob@x.test'], { at: later(at, second), by: other }));
  await record(acme, () => createTeam(acme, { name: 'Sales' }, by(acme.admin, later(at, 2 * second))));
  const types = async (filters: Parameters<typeof listAuditEvents>[1]) =>
    (await log(acme, filters)).map(({ type, subject }) => ('email' in subject ? subject.email : type));
  expect(await types({})).toEqual(['team.created', 'bob@x.test', 'ann@x.test']);
  expect(await types({ category: 'invitation' })).toEqual(['bob@x.test', 'ann@x.test']);
  expect(await types({ email: 'ann@x.test' })).toEqual(['ann@x.test']);
  expect(await types({ invitationId: invitation.id })).toEqual(['ann@x.test']);
  expect(await types({ invitationId: 'absent' })).toEqual([]);
  expect(await types({ actorId: other.userId })).toEqual(['bob@x.test']);
  expect(await types({ from: later(at, second) })).toEqual(['team.created', 'bob@x.test']);
  expect(await types({ to: later(at, second) })).toEqual(['ann@x.test']);
  expect(await types({ category: 'invitation', actorId: acme.admin.userId, from: at, to: later(at, second) })).toEqual([
    'ann@x.test',
  ]);
  const first = await listAuditEvents(acme, { limit: 2 }, by(acme.admin), seal);
  expect(await types({ limit: 2, cursor: first.nextCursor ?? '' })).toEqual(['ann@x.test']);
});

test('only admins read the audit log', async () => {
  const acme = await startOrganization();
  const user = await acme.join('u@x.test');
  await expect(listAuditEvents(acme, {}, by(user), seal)).rejects.toMatchObject({ code: 'forbidden' });
});
