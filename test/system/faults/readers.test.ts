import { expect, onTestFinished, test } from 'vitest';
import { as, fresh, mailCounts, organization } from '#test/support/api.ts';
import { fastClock } from '#test/support/controllable-clock.ts';
import { conflict, refusedAs, throttled } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

// An email with a lost response waits for the lease of 30 s.
const clock = fastClock(10);
const faults = useFaults({ clock: clock.hands });
const readers = ['send-invitation-email', 'record-changes', 'record-delivery'];

test.each([
  ['is lost', {}, { dropResponse: true }],
  ['is that they are throttled', {}, throttled],
  ['is that another is in their way', { operation: 'TransactWriteItems' }, conflict],
  ['is that another puts the same item', { operation: 'PutItem' }, refusedAs('TransactionConflictException')],
  ['never comes', {}, { unreachable: true }],
])(
  'stream consumers send and record once when every fourth DynamoDB response %s',
  { tags: ['fault/f1'] },
  async (_, where, fault) => {
    onTestFinished(faults.clear);
    const acme = await organization({}, faults.url());
    const hits = readers.map((name) =>
      faults.add({ function: name, service: 'dynamodb', chance: 1 / 4, ...where }, fault),
    );
    const people = Array.from({ length: 12 }, (_, n) => fresh(`p${n}`));
    const { body } = await acme.admin.post(`${acme.path}/invitations`, { emails: people, role: 'user' });
    const ids: string[] = body.results.map(({ invitation }: { invitation: { id: string } }) => invitation.id);
    expect(await mailCounts(people, faults.url())).toEqual(people.map(() => 1));
    const [revoked, accepted] = ids;
    await acme.admin.post(`${acme.path}/invitations/${revoked}/revoke`);
    const ann = await as(people[1] ?? '', {}, faults.url());
    await ann.post('/invitations/accept', { invitationId: accepted, organizationId: acme.id });

    const deliveries = async () =>
      (await acme.admin.get(`${acme.path}/invitations`)).body.items
        .filter(({ email }: { email: string }) => people.includes(email))
        .map(({ delivery }: { delivery: string }) => delivery);
    await expect.poll(deliveries).toEqual(people.map(() => 'delivered'));
    const types = async () =>
      (await acme.admin.get(`${acme.path}/audit-events?limit=100`)).body.items
        .map(({ type }: { type: string }) => type)
        .sort();
    const expected = [
      ...['invitation.accepted', 'invitation.accepted', 'invitation.revoked', 'member.joined', 'member.joined'],
      ...['invitation.sent', ...people.map(() => 'invitation.sent'), 'organization.created'],
    ].sort();
    await expect.poll(types).toEqual(expected);
    expect(await mailCounts(people, faults.url())).toEqual(people.map(() => 1));
    expect(hits.reduce((sum, count) => sum + count(), 0)).toBeGreaterThan(0);
  },
);
