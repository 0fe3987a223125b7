import { expect, test } from 'vitest';
import { isStray, violations } from './invariants.ts';
import type { Seen } from './look.ts';

const at = '2026-11-01T00:00:00.000Z';

const invitation = (id: string, more: Partial<Seen['invitations'][number]> = {}): Seen['invitations'][number] => ({
  id,
  email: `${id}@x.test`,
  status: 'pending',
  createdAt: at,
  expiresAt: at,
  sentCount: 1,
  delivery: 'sent',
  ...more,
});

const accepted = { status: 'accepted', acceptedBy: { userId: 'ann' } };
const event = (type: string, id: string) => ({ type, subject: { id }, details: {} });
const log = [
  event('organization.created', 'o'),
  event('invitation.sent', 'first'),
  event('invitation.accepted', 'first'),
  event('member.joined', 'ann'),
];

const sound: Seen = {
  id: 'o',
  organization: { limits: { pendingInvitations: 2, members: null }, usage: { pendingInvitations: 0, members: 1 } },
  invitations: [invitation('first', accepted)],
  pending: [],
  members: [{ userId: 'ann', email: 'first@x.test', role: 'admin', invitationId: 'first' }],
  events: log,
};

const open = (...invitations: Seen['invitations']): Partial<Seen> => ({
  invitations: [...sound.invitations, ...invitations],
  pending: invitations.map(({ id }) => id),
  events: [...log, ...invitations.map(({ id }) => event('invitation.sent', id))],
});

const found = (broken: Partial<Seen>): string => violations({ ...sound, ...broken }, [], () => true).join('\n');

test('violations returns none for a consistent organization', { tags: ['promise/races'] }, () => {
  expect(found({})).toBe('');
});

test.for<[string, Partial<Seen>, string]>([
  [
    'two pending invitations of one address',
    open(invitation('a'), invitation('b', { email: 'a@x.test' })),
    'one address',
  ],
  ['an invitation of a member', open(invitation('a', { email: 'first@x.test' })), 'both invited and a member'],
  ['more pending than places', open(invitation('a'), invitation('b'), invitation('c')), 'pending invitations: 3 of 2'],
  ['a count that is not what it counts', open(invitation('a')), 'usage of pending invitations: 0 instead of 1'],
  ['an organization without an admin', { members: sound.members.map((one) => ({ ...one, role: 'user' })) }, 'no admin'],
  ['a member who has gone', { events: [...log, event('member.left', 'ann')] }, 'memberships of ann: 1 instead of 0'],
  ['someone who accepted and is no member', { members: [] }, 'memberships of ann: 0 instead of 1'],
  [
    'an address that no change led to',
    {
      events: [
        ...log,
        { ...event('member.email_changed', 'ann'), details: { from: 'first@x.test', to: 'lee@x.test' } },
      ],
    },
    'address of ann: lee@x.test instead of first@x.test',
  ],
  ['a change without its event', { events: log.slice(0, 3) }, 'member.joined of ann: 0 instead of 1'],
  [
    'an event that came twice',
    { events: [...log, event('invitation.sent', 'first')] },
    'invitation.sent of first: 2 instead of 1',
  ],
  [
    'an expiry without an audit event',
    { ...open(), invitations: [...sound.invitations, invitation('a', { status: 'expired' })] },
    'invitation.expired of a is missing',
  ],
])('violations reports %s', ([, broken, line]) => {
  expect(found(broken)).toContain(line);
});

test('isStray finds a member whose address differs from the person’s', () => {
  const ann = { userId: 'ann', email: 'ann@x.test', verified: true };
  expect(isStray(sound, ann)).toBe(true);
  expect(isStray(sound, { ...ann, email: 'first@x.test' })).toBe(false);
  expect(isStray(sound, { ...ann, verified: false })).toBe(false);
  expect(isStray(sound, { ...ann, userId: 'bob' })).toBe(false);
  const lee = { userId: 'lee', email: 'ann@x.test', role: 'user', invitationId: 'other' };
  expect(isStray({ ...sound, members: [...sound.members, lee] }, ann)).toBe(false);
});

test('violations reports a confirmed change that the audit log lacks', () => {
  const confirmed = { organizationId: 'o', type: 'team.created', subject: 'sales' };
  expect(violations(sound, [confirmed], () => true)).toEqual([
    'team.created of sales was confirmed but is not in the log',
  ]);
});
