import { expect, test } from 'vitest';
import { changedItem, eventsOfChange, itemBefore, organizationOfChange } from '#core/audit/event-of-change.ts';
import { present } from '#test/support/organization.ts';

const at = present();
const expiresAt = present();
const by = { type: 'user', userId: 'u1', name: 'Alice', email: 'alice@x.test' } as const;
const stamp = (change: string) => ({ change, changedAt: at, changedBy: by, requestId: 'r1' });

const events = (item: object, before?: object) =>
  eventsOfChange(changedItem.parse(item), before && itemBefore.parse(before));

const invitation = {
  id: 'i1',
  organizationId: 'o1',
  email: 'ann@x.test',
  role: 'user',
  teamIds: ['t1'],
  expiresAt,
  deliveryReason: 'hard_bounce',
};
const organization = { id: 'o1', name: 'Acme', plan: 'standard', limits: { pendingInvitations: 50, members: null } };

test('an event of an invitation has its facts; why its email failed only where it did', () => {
  const facts = { email: 'ann@x.test', role: 'user', teamIds: ['t1'], expiresAt };
  const subject = { type: 'invitation', id: 'i1', email: 'ann@x.test' };
  const common = { category: 'invitation', occurredAt: at, actor: by, subject };
  expect(events({ ...invitation, ...stamp('invitation.sent') })).toEqual([
    { ...common, type: 'invitation.sent', details: facts },
  ]);
  expect(events({ ...invitation, ...stamp('invitation.undelivered') })).toEqual([
    { ...common, type: 'invitation.undelivered', details: { ...facts, reason: 'hard_bounce' } },
  ]);
});

test('an event of a revoked invitation says why only where the system revoked it', () => {
  const revoked = { ...invitation, ...stamp('invitation.revoked') };
  expect(events(revoked)[0]?.details).not.toHaveProperty('reason');
  expect(events({ ...revoked, revokedReason: 'already_member' })[0]?.details).toMatchObject({
    reason: 'already_member',
  });
});

test('an event of a member has their facts as they are, and what was changed from what', () => {
  const member = {
    userId: 'u2',
    organizationId: 'o1',
    email: 'bob@x.test',
    name: 'Bob',
    role: 'viewer',
    teamIds: [],
    expiresAt,
  };
  const facts = { email: 'bob@x.test', name: 'Bob', role: 'viewer', teamIds: [] };
  const subject = { type: 'member', id: 'u2', email: 'bob@x.test' };
  const common = { category: 'member', occurredAt: at, actor: by, subject };
  const change = 'member.role_changed,member.teams_changed';
  expect(events({ ...member, ...stamp(change) }, { role: 'admin', teamIds: ['t1'] })).toEqual([
    { ...common, type: 'member.role_changed', details: { ...facts, from: 'admin', to: 'viewer' } },
    { ...common, type: 'member.teams_changed', details: { ...facts, from: ['t1'], to: [] } },
  ]);
  expect(events({ ...member, ...stamp('member.role_changed') })).toEqual([
    { ...common, type: 'member.role_changed', details: { ...facts, from: undefined, to: 'viewer' } },
  ]);
  const moved = { ...member, ...stamp('member.email_changed') };
  expect(events(moved, { email: 'bobby@x.test' })).toEqual([
    { ...common, type: 'member.email_changed', details: { ...facts, from: 'bobby@x.test', to: 'bob@x.test' } },
  ]);
  expect(events({ ...member, ...stamp('member.left') }, { role: 'admin' })).toEqual([
    { ...common, type: 'member.left', details: facts },
  ]);
});

test('an event of an organization or a team names it, and no address', () => {
  const subject = { type: 'organization', id: 'o1' };
  expect(events({ ...organization, email: 'x@x.test', ...stamp('organization.created') })).toEqual([
    {
      category: 'organization',
      occurredAt: at,
      actor: by,
      subject,
      type: 'organization.created',
      details: { name: 'Acme' },
    },
  ]);
  expect(
    events({ id: 't1', organizationId: 'o1', name: 'Sales', email: 'x@x.test', ...stamp('team.deleted') }),
  ).toMatchObject([{ category: 'team', subject: { type: 'team', id: 't1' }, details: { name: 'Sales' } }]);
});

const terms = (plan: string, pendingInvitations: number | null, members: number | null) => ({
  plan,
  limits: { pendingInvitations, members },
});

test.each([
  [terms('enterprise', null, null), terms('standard', 50, null), 'enterprise', 'standard'],
  [
    terms('standard', 50, null),
    terms('standard', 50, 9),
    '50 pending invitations, unlimited members',
    '50 pending invitations, 9 members',
  ],
  [undefined, terms('standard', null, 9), undefined, 'standard'],
])('a change of terms says the plans, or the limits where the plan stays', (before, after, from, to) => {
  const item = { ...organization, ...after, ...stamp('organization.plan_changed') };
  expect(events(item, before)).toMatchObject([{ details: { name: 'Acme', from, to } }]);
});

test('a change of domains has the old and the new list', () => {
  const item = {
    ...organization,
    allowedEmailDomains: ['x.test'],
    ...stamp('organization.allowed_domains_changed'),
  };
  expect(events(item, { allowedEmailDomains: [] })).toMatchObject([{ details: { from: [], to: ['x.test'] } }]);
});

test('a change belongs to the log of its organization; the organization’s own to its own', () => {
  expect(organizationOfChange(changedItem.parse({ ...invitation, ...stamp('invitation.sent') }))).toBe('o1');
  expect(organizationOfChange(changedItem.parse({ ...organization, ...stamp('organization.created') }))).toBe('o1');
});
