import { expect, test } from 'vitest';
import { type AuditEvent, auditEvent, auditEventType } from '#core/contract/audit-event.ts';
import { eventSentence } from '#core/contract/event-sentence.ts';

const alice = { type: 'user', userId: 'u1', name: 'Alice', email: 'alice@x.test' };
const member = { email: 'ann@x.test', role: 'user', teamIds: ['t1'] };
const invitation = { ...member, expiresAt: '2026-12-01T00:00:00.000Z' };
const teamNames = { t1: 'Sales', t2: 'Legal' };

const event = (type: string, details: object, actor: object = alice): AuditEvent => {
  const [category] = type.split('.');
  const hasAddress = category === 'invitation' || category === 'member';
  const subject = { type: category, id: 'x', ...(hasAddress && { email: 'ann@x.test' }) };
  const occurredAt = '2026-11-22T10:00:00.000Z';
  return auditEvent.parse({ id: 'e', type, category, occurredAt, actor, subject, details });
};

/** The part of the sentence after the actor's name and address. */
const sentences: readonly (readonly [type: string, details: object, sentence: string])[] = [
  ['invitation.sent', invitation, 'invited ann@x.test as User'],
  ['invitation.resent', invitation, 'resent the invitation to ann@x.test'],
  ['invitation.accepted', invitation, 'accepted the invitation to ann@x.test'],
  ['invitation.revoked', invitation, 'revoked the invitation to ann@x.test'],
  ['invitation.new_requested', invitation, 'asked for a new invitation to ann@x.test'],
  ['member.joined', member, 'joined as User'],
  ['member.left', member, 'left the organization'],
  ['member.removed', member, 'removed ann@x.test from the organization'],
  ['member.role_changed', { ...member, to: 'user' }, 'changed the role of ann@x.test to User'],
  [
    'member.role_changed',
    { ...member, from: 'viewer', to: 'user' },
    'changed the role of ann@x.test from Viewer to User',
  ],
  [
    'member.teams_changed',
    { ...member, teamNames, from: ['t1'], to: ['t1', 't2'] },
    'changed the teams of ann@x.test from Sales to Sales, Legal',
  ],
  ['member.teams_changed', { ...member, from: ['t1'], to: [] }, 'changed the teams of ann@x.test from t1 to no team'],
  ['member.teams_changed', { ...member, to: ['t1'], teamNames }, 'changed the teams of ann@x.test to Sales'],
  [
    'member.email_changed',
    { ...member, from: 'lee@x.test', to: 'ann@x.test' },
    'changed their address from lee@x.test to ann@x.test',
  ],
  ['member.email_changed', { ...member, to: 'ann@x.test' }, 'changed their address to ann@x.test'],
  ['organization.created', { name: 'Acme' }, 'created the organization Acme'],
  [
    'organization.allowed_domains_changed',
    { name: 'Acme', from: ['a.test'], to: [] },
    'changed the allowed email domains from a.test to all domains',
  ],
  [
    'organization.plan_changed',
    { name: 'Acme', from: 'standard', to: 'enterprise' },
    'changed the plan from standard to enterprise',
  ],
  [
    'organization.limits_changed',
    { name: 'Acme', from: '50 pending invitations', to: '60 pending invitations' },
    'changed the limits from 50 pending invitations to 60 pending invitations',
  ],
  ['organization.paused', { name: 'Acme', reason: 'Spam.' }, 'paused invitations: Spam.'],
  ['organization.resumed', { name: 'Acme' }, 'resumed invitations'],
  ['team.created', { name: 'Sales' }, 'created the team Sales'],
  ['team.deleted', { name: 'Sales' }, 'deleted the team Sales'],
  ['team.renamed', { name: 'Board', from: 'Sales', to: 'Board' }, 'renamed the team Sales to Board'],
  ['team.renamed', { name: 'Board', to: 'Board' }, 'renamed a team to Board'],
];

test.each(sentences)('eventSentence of %s with %j ends with “%s”', (type, details, sentence) => {
  expect(eventSentence(event(type, details))).toBe(`Alice (alice@x.test) ${sentence}`);
});

test('eventSentence has no actor for events caused by time or a mail server', () => {
  const system = { type: 'system' };
  expect(eventSentence(event('organization.email_limit_reached', { name: 'Acme' }, system))).toBe(
    'The organization reached its daily limit of emails',
  );
  expect(eventSentence(event('invitation.expired', invitation, system))).toBe('The invitation to ann@x.test expired');
  expect(eventSentence(event('invitation.undelivered', invitation, system))).toBe(
    'An invitation email to ann@x.test was not delivered',
  );
});

test('eventSentence says why the system revoked an invitation, and names an operator', () => {
  expect(
    eventSentence(event('invitation.revoked', { ...invitation, reason: 'already_member' }, { type: 'system' })),
  ).toBe('The system revoked the invitation to ann@x.test, the address of a member by now');
  const operator = { type: 'system', name: 'PartnerAlly', email: 'invitations@partnerally.test' };
  expect(eventSentence(event('invitation.revoked', invitation, operator))).toBe(
    'PartnerAlly revoked the invitation to ann@x.test',
  );
});

test('every type of event has a sentence in this test', () => {
  const withoutActor = ['invitation.expired', 'invitation.undelivered', 'organization.email_limit_reached'];
  const tested = new Set([...sentences.map(([type]) => type), ...withoutActor]);
  expect([...tested].sort()).toEqual(Object.values(auditEventType.def.entries).sort());
});
