import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { listAuditEvents } from '#core/audit/list.ts';
import { recordChange } from '#core/audit/record.ts';
import { expireInvitation } from '#core/invitations/expire.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeMember } from '#core/members/change.ts';
import { removeMember } from '#core/members/remove.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import { reconcile, reconciliation } from '#core/reconcile/reconcile.ts';
import type { Readers } from '#core/reconcile/repair-item.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import {
  by,
  day,
  later,
  operator,
  present,
  seal,
  second,
  startOrganization,
  type TestOrganization,
} from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';
import { useTable } from '#test/support/table.ts';

useTable();

type Item = Record<string, unknown>;

/** Readers that have missed everything so far, and do now what they are asked to; emails are only noted. */
const readersAt = (now = present()) => {
  const emails: Item[] = [];
  const claims: Item[] = [];
  const readers: Readers = {
    recordChange: async (item) => void (await recordChange(item, undefined, now)),
    removeClaim: async (claim) => {
      claims.push(claim);
      await expireInvitation(claim, randomUUID(), now);
    },
    sendEmail: async (item) => void emails.push(item),
  };
  return { readers, emails, claims };
};

const run = (organizationId: string, readers: Readers, olderThanSeconds = 0, at = later(present(), second)) =>
  reconcile({ organizationId, after: undefined, olderThanSeconds }, operator(at), readers, () => true);

const log = async ({ organizationId, admin }: TestOrganization) =>
  (await listAuditEvents({ organizationId }, { limit: 100 }, by(admin), seal)).items;

const admins = ['invitation.accepted', 'invitation.sent', 'member.joined', 'organization.created'];
const nothing = { auditEvents: 0, emails: 0, expired: 0, failed: 0, organizations: 1, next: null };

test('reconcile writes missing audit events from the items once, with type, time and subject', async () => {
  const at = later(present(), -60 * second);
  const acme = await startOrganization({ at });
  const { organizationId, admin } = acme;
  const minutes = (n: number) => by(admin, later(at, n * second));
  await setAllowedDomains({ organizationId }, { domains: ['x.test'] }, minutes(1));
  const kept = await createTeam({ organizationId }, { name: 'Kept' }, minutes(2));
  const gone = await createTeam({ organizationId }, { name: 'Gone' }, minutes(3));
  await deleteTeam({ organizationId, teamId: gone.id }, minutes(4));
  const ann = await acme.invite('ann@x.test', { at: later(at, 5 * second) });
  await resendInvitation({ organizationId, invitationId: ann.id }, minutes(6), 0);
  await revokeInvitation({ organizationId, invitationId: ann.id }, minutes(7));
  const bob = await acme.join('bob@x.test', { at: later(at, 8 * second) });
  await changeMember({ organizationId, userId: bob.userId }, { role: 'viewer', teamIds: [kept.id] }, minutes(9));
  const carl = await acme.join('carl@x.test', { at: later(at, 10 * second) });
  await removeMember({ organizationId, userId: carl.userId }, by(carl, later(at, 11 * second)));
  const { readers, emails, claims } = readersAt();

  const repaired = await run(organizationId, readers);

  const events = await log(acme);
  const recorded = events.map(({ type, occurredAt, subject, actor }) => [
    (Date.parse(occurredAt) - Date.parse(at)) / second,
    type,
    'email' in subject ? subject.email : subject.type,
    'userId' in actor ? actor.userId : (actor.name ?? 'absent'),
  ]);
  const [from, joins] = [admin.userId, 'member.joined'];
  expect(recorded.sort()).toEqual(
    [
      [0, 'organization.created', 'organization', 'absent'],
      [0, 'invitation.sent', admin.email, 'PartnerAlly'],
      [0, 'invitation.accepted', admin.email, from],
      [0, joins, admin.email, from],
      [1, 'organization.allowed_domains_changed', 'organization', from],
      [2, 'team.created', 'team', from],
      [3, 'team.created', 'team', 'absent'],
      [4, 'team.deleted', 'team', from],
      [5, 'invitation.sent', 'ann@x.test', from],
      [6, 'invitation.resent', 'ann@x.test', 'absent'],
      [7, 'invitation.revoked', 'ann@x.test', from],
      [8, 'invitation.sent', 'bob@x.test', from],
      [8, 'invitation.accepted', 'bob@x.test', bob.userId],
      [8, joins, 'bob@x.test', bob.userId],
      [9, 'member.role_changed', 'bob@x.test', from],
      [9, 'member.teams_changed', 'bob@x.test', from],
      [10, 'invitation.sent', 'carl@x.test', from],
      [10, 'invitation.accepted', 'carl@x.test', carl.userId],
      [10, joins, 'carl@x.test', carl.userId],
      [11, 'member.left', 'carl@x.test', carl.userId],
    ].sort(),
  );
  const details = (type: string) => events.filter((event) => event.type === type).map((event) => event.details);
  expect(details('member.left')).toMatchObject([{ email: 'carl@x.test', role: 'user', teamIds: [] }]);
  expect(details('invitation.revoked')).toEqual([
    { email: 'ann@x.test', role: 'user', teamIds: [], expiresAt: ann.expiresAt },
  ]);
  expect(repaired).toMatchObject({ emails: 0, expired: 0, failed: 0, organizations: 1, next: null });
  expect(repaired.auditEvents).toBeGreaterThan(15);
  expect([emails, claims]).toEqual([[], []]);
  expect(await run(organizationId, readers)).toEqual(nothing);
  expect(await log(acme)).toEqual(events);
});

test('reconcile writes that a member has another address, and that the system revoked the invitation to it', async () => {
  const at = later(present(), -60 * second);
  const acme = await startOrganization({ at });
  const bob = await acme.join('bob@x.test', { at: later(at, second) });
  await signedIn(bob);
  const invitation = await acme.invite('lee@x.test', { at: later(at, 2 * second) });
  await signedIn({ ...bob, email: 'lee@x.test' }, { at: later(at, 3 * second) });
  const { readers } = readersAt();
  await run(acme.organizationId, readers);
  const events = (await log(acme)).filter(({ occurredAt }) => occurredAt === later(at, 3 * second));
  expect(events.sort((one, other) => (one.type < other.type ? -1 : 1))).toMatchObject([
    {
      type: 'invitation.revoked',
      actor: { type: 'system' },
      subject: { id: invitation.id },
      details: { email: 'lee@x.test', reason: 'already_member' },
    },
    {
      type: 'member.email_changed',
      actor: { type: 'user', userId: bob.userId },
      subject: { id: bob.userId, email: 'lee@x.test' },
      details: { email: 'lee@x.test', to: 'lee@x.test' },
    },
  ]);
  expect((await run(acme.organizationId, readers)).auditEvents).toBe(0);
});

test("an event of an item's latest change has its request id; earlier ones have none", async () => {
  const acme = await startOrganization();
  const { organizationId, admin } = acme;
  const request = by(admin, later(present(), second));
  const ann = await acme.invite('ann@x.test');
  await revokeInvitation({ organizationId, invitationId: ann.id }, request);
  const asked: Item[] = [];
  const { readers } = readersAt();
  await run(
    organizationId,
    { ...readers, recordChange: async (item) => void asked.push(item) },
    0,
    later(present(), 2 * second),
  );
  const about = asked.filter(({ id }) => id === ann.id).map(({ change, requestId }) => [change, requestId]);
  expect(about).toEqual([
    ['invitation.sent', 'reconcile'],
    ['invitation.revoked', request.requestId],
  ]);
});

test('an email that is still queued is sent, and an invitation that expired unnoticed expires, each once', async () => {
  const at = present();
  const acme = await startOrganization({ at });
  const { organizationId } = acme;
  const waiting = await acme.invite('ann@x.test', { at });
  const lapsed = await acme.invite('bob@x.test', { at, lifetimeSeconds: 10 });
  const now = later(at, 10 * second);
  const { readers, emails, claims } = readersAt(now);

  const first = await run(organizationId, readers, 0, now);

  expect(first).toMatchObject({ emails: 1, expired: 1, failed: 0 });
  expect(emails).toMatchObject([{ id: waiting.id, email: 'ann@x.test', change: 'invitation.sent' }]);
  expect(claims).toEqual([
    {
      PK: `ORG#${organizationId}`,
      SK: 'ADDRESS#bob@x.test',
      invitationId: lapsed.id,
      expiresAt: lapsed.expiresAt,
    },
  ]);
  expect(await run(organizationId, readers, 0, now)).toMatchObject({ auditEvents: 1, expired: 0 });
  const [expired] = (await log(acme)).filter(({ type }) => type === 'invitation.expired');
  expect(expired).toMatchObject({
    occurredAt: lapsed.expiresAt,
    subject: { id: lapsed.id },
    actor: { type: 'system' },
  });
});

test('changes younger than before are left to the stream consumers', async () => {
  const at = present();
  const acme = await startOrganization({ at });
  const { organizationId } = acme;
  await acme.invite('ann@x.test', { at });
  await acme.invite('bob@x.test', { at, lifetimeSeconds: 10 });
  const { readers } = readersAt();
  expect(await run(organizationId, readers, 1, later(at, second - 1))).toEqual(nothing);
  expect(await run(organizationId, readers, 1, later(at, second))).toMatchObject({ emails: 2, expired: 0, failed: 0 });
  expect(await run(organizationId, readers, 1, later(at, 11 * second - 1))).toMatchObject({ emails: 1, expired: 0 });
  expect(await run(organizationId, readers, 1, later(at, 11 * second))).toMatchObject({ emails: 1, expired: 1 });
  expect(reconciliation.parse({})).toEqual({ olderThanSeconds: day / second });
  for (const asked of [{ olderThanSeconds: -1 }, { olderThanSeconds: 0.5 }, { older: 1 }])
    expect(reconciliation.safeParse(asked).success).toBe(false);
  expect(reconciliation.safeParse({ olderThanSeconds: 0, after: 'a', organizationId: 'b' }).success).toBe(true);
});

test('a repair that a stream consumer fails is counted as failed, and the rest is done', async () => {
  const acme = await startOrganization();
  await acme.invite('ann@x.test');
  const { readers } = readersAt();
  const sendEmail = () => Promise.reject(new Error('down'));
  expect(await run(acme.organizationId, { ...readers, sendEmail })).toMatchObject({
    auditEvents: admins.length + 1,
    emails: 0,
    failed: 1,
  });
});
