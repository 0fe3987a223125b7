import { expect, test } from 'vitest';
import type { Local } from '#operator/local-run/start-local.ts';
import { type Answer, type Api, as, inbox } from '#test/support/api.ts';
import type { ClockInHand } from '#test/support/controllable-clock.ts';
import {
  assemblyWithoutReaders,
  clockWithoutRemovals,
  during,
  newFolder,
  operate,
  organizationOf,
  trimStream,
} from './run-during.ts';

/** The audit events that reconcile can restore, with actor or subject. */
const restored = {
  organization: ['organization.allowed_domains_changed', 'organization.created'],
  team: ['team.created', 'team.created', 'team.deleted'],
  'alice@umbrella.test': ['invitation.accepted', 'invitation.sent', 'member.joined'],
  'ann@umbrella.test': ['invitation.accepted', 'invitation.sent', 'member.joined', 'member.role_changed'],
  'bob@umbrella.test': [
    'invitation.accepted',
    'invitation.sent',
    'member.joined',
    'member.role_changed',
    'member.teams_changed',
  ],
  'cleo@umbrella.test': ['invitation.accepted', 'invitation.sent', 'member.joined', 'member.removed'],
  'dan@umbrella.test': ['invitation.accepted', 'invitation.sent', 'member.joined', 'member.left'],
  'eve@umbrella.test': ['invitation.resent', 'invitation.sent'],
  'gus@umbrella.test': ['invitation.expired', 'invitation.sent'],
  'hal@umbrella.test': ['invitation.revoked', 'invitation.sent'],
};

/** Audit events that can't be restored: see docs/decisions/0027-list-what-reconcile-cannot-reconstruct.md. */
const lost = [
  'organization.plan_changed, its domains having changed since',
  'the first member.role_changed of ann',
  'member.role_changed of cleo, who was removed since',
  'the first invitation.resent to eve',
];

/** Counts the changes. */
const counted = () => {
  let changes = 0;
  const done = async (asked: Promise<Answer>, count = 1): Promise<Answer['body']> => {
    const { status, body } = await asked;
    expect(status).toBeLessThan(300);
    changes += count;
    return body;
  };
  return { done, changes: () => changes };
};
type Done = ReturnType<typeof counted>['done'];

const week = 7 * 24 * 60 * 60 * 1000;

/** Creates an organization whose admin has joined, with functions to invite and join; the first invitee has expired. */
const umbrella = async (run: Local, clock: ClockInHand, done: Done) => {
  const words = ['--name', 'Umbrella', '--plan', 'standard', '--admin', 'alice@umbrella.test'];
  const { organizationId, invitationId } = await operate(run, 'create-organization', ...words);
  const signIn = () => as('alice@umbrella.test', {}, run.url);
  let alice = await signIn();
  // The request that created the organization and invited her.
  await done(alice.post('/invitations/accept', { organizationId, invitationId }), 4);
  const path = await organizationOf(alice);
  const invite = async (email: string): Promise<string> =>
    (await done(alice.post(`${path}/invitations`, { emails: [email], role: 'user' }))).results[0].invitation.id;
  await invite('gus@umbrella.test');
  clock.advance(week);
  alice = await signIn();
  const join = async (email: string): Promise<Api & { path: string }> => {
    const person = await as(email, {}, run.url);
    const accepted = person.post('/invitations/accept', { organizationId, invitationId: await invite(email) });
    const { member } = await done(accepted, 2);
    return { ...person, path: `${path}/members/${member.userId}` };
  };
  return { organizationId, alice, path, invite, join };
};

/** Makes changes while no stream consumer runs. */
const liveUnheard = async (run: Local, clock: ClockInHand, done: Done): Promise<void> => {
  const { organizationId, alice, path, invite, join } = await umbrella(run, clock, done);
  const [ann, bob] = [await join('ann@umbrella.test'), await join('bob@umbrella.test')];
  const [cleo, dan] = [await join('cleo@umbrella.test'), await join('dan@umbrella.test')];
  const sales = await done(alice.post(`${path}/teams`, { name: 'Sales' }));
  const legal = await done(alice.post(`${path}/teams`, { name: 'Legal' }));
  await done(alice.delete(`${path}/teams/${legal.id}`));
  await done(alice.patch(ann.path, { role: 'viewer' }));
  await done(alice.patch(ann.path, { role: 'admin' }));
  await done(alice.patch(bob.path, { role: 'viewer', teamIds: [sales.id] }), 2);
  await done(alice.patch(cleo.path, { role: 'viewer' }));
  await done(alice.delete(cleo.path));
  await done(dan.delete(dan.path));
  const eve = await invite('eve@umbrella.test');
  for (const _ of ['first', 'second']) {
    clock.advance(2_000);
    await done(alice.post(`${path}/invitations/${eve}/resend`));
  }
  await done(alice.post(`${path}/invitations/${await invite('hal@umbrella.test')}/revoke`));
  await operate(run, 'change-plan', '--organization', organizationId, '--plan', 'enterprise');
  await done(alice.put(`${path}/allowed-email-domains`, { domains: ['umbrella.test'] }), 2);
  const acme = await as('alice@acme.test', {}, run.url);
  await done(acme.put(`${await organizationOf(acme)}/allowed-email-domains`, { domains: ['acme.test'] }), 0);
  await invite('newest@umbrella.test');
};

type Event = {
  readonly type: string;
  readonly occurredAt: string;
  readonly subject: { readonly type: string; readonly email?: string };
  readonly details: { readonly expiresAt?: string };
};

const eventsOf = async (email: string, { url }: Local): Promise<Event[]> => {
  const admin = await as(email, {}, url);
  return (await admin.get(`${await organizationOf(admin)}/audit-events?limit=100`)).body.items;
};

test('reconcile restores audit events and emails after a day without stream consumers', {
  tags: ['fault/f17'],
}, async () => {
  const [data, clock] = [newFolder(), clockWithoutRemovals()];
  const options = { data, clock: clock.hands, resendPauseSeconds: 1 };
  const { done, changes } = counted();
  const ofAcme = (run: Local) => eventsOf('alice@acme.test', run);
  await during(options, (run) => expect.poll(() => ofAcme(run)).toHaveLength(4));
  await during({ ...options, assembly: await assemblyWithoutReaders() }, (run) => liveUnheard(run, clock, done));
  trimStream(data);

  await during(options, async (run) => {
    const reconcile = () => operate(run, 'reconcile', '--older-than', '0');
    const mails = async (who: string) => (await inbox(`${who}@umbrella.test`, run.url)).length;
    expect(await reconcile()).toMatchObject({ expired: 1, failed: 0, organizations: 3, next: null });
    // An expiry is a separate change in the stream.
    await expect.poll(reconcile).toEqual({
      auditEvents: 0,
      emails: 0,
      expired: 0,
      failed: 0,
      organizations: 3,
      next: null,
    });

    const events = await eventsOf('alice@umbrella.test', run);
    // The newest record of the stream is always available.
    const found = events.filter(({ subject }) => subject.email !== 'newest@umbrella.test');
    const about = Map.groupBy(found, ({ subject }) => subject.email ?? subject.type);
    expect(Object.fromEntries([...about].map(([what, of]) => [what, of.map(({ type }) => type).sort()]))).toEqual(
      restored,
    );
    const expired = found.find(({ type }) => type === 'invitation.expired');
    expect(expired).toMatchObject({ occurredAt: expired?.details.expiresAt, actor: { type: 'system' } });
    // An expiry has no actor.
    expect(events.length + lost.length).toBe(changes() + 1);
    expect([await mails('eve'), await mails('hal'), await mails('gus')]).toEqual([1, 0, 0]);
    const [newest, ...others] = await ofAcme(run);
    expect([newest?.type, others.length]).toEqual(['organization.allowed_domains_changed', 4]);
  });
});
