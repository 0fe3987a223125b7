import { expect, test } from 'vitest';
import { eventFacts } from '#console/audit-log/event-facts.ts';
import { actorName, eventSentence } from '#console/audit-log/event-sentence.ts';
import { reasonWords } from '#console/sent-invitations/delivery-words.ts';
import { type AuditEvent, auditEvent } from '#core/contract/audit-event.ts';

const alice = { type: 'user', userId: 'u1', name: 'Alice', email: 'alice@x.test' };
const member = { email: 'ann@x.test', role: 'user', teamIds: ['t1'] };
const invitation = { ...member, expiresAt: '2026-12-01T00:00:00.000Z' };

const event = (type: string, details: object): AuditEvent => {
  const [category] = type.split('.');
  const known = category === 'invitation' || category === 'member';
  const subject = { type: category, id: 'x', ...(known && { email: 'ann@x.test' }) };
  return auditEvent.parse({
    id: 'e',
    type,
    category,
    occurredAt: '2026-11-22T10:00:00.000Z',
    actor: alice,
    subject,
    details,
  });
};

test.each([
  ['invitation.sent', invitation, 'invited ann@x.test as a User', ['Teams: <t1>', 'Expires ']],
  ['invitation.resent', invitation, 'resent the invitation to ann@x.test', ['Teams: <t1>', 'Expires ']],
  ['invitation.accepted', invitation, 'accepted the invitation to ann@x.test', []],
  ['invitation.expired', invitation, 'The invitation to ann@x.test expired', []],
  ['invitation.revoked', invitation, 'revoked the invitation to ann@x.test', []],
  [
    'invitation.undelivered',
    { ...invitation, reason: 'recipient_limit_reached' },
    'The invitation email to ann@x.test wasn’t delivered',
    [reasonWords('recipient_limit_reached')],
  ],
  ['member.joined', member, 'joined as a User', ['Teams: <t1>']],
  [
    'member.role_changed',
    { ...member, from: 'viewer', to: 'user' },
    'changed ann@x.test’s role from Viewer to User',
    [],
  ],
  ['member.role_changed', { ...member, to: 'user' }, 'changed ann@x.test’s role to User', []],
  [
    'member.teams_changed',
    { ...member, from: [], to: ['t1', 't2'] },
    'changed ann@x.test’s teams',
    ['No teams → <t1>, <t2>'],
  ],
  ['member.teams_changed', { ...member, to: [] }, 'changed ann@x.test’s teams', ['Set to no teams']],
  [
    'member.email_changed',
    { ...member, from: 'lee@x.test', to: 'ann@x.test' },
    'changed their email address from lee@x.test to ann@x.test',
    [],
  ],
  ['member.email_changed', { ...member, to: 'ann@x.test' }, 'changed their email address to ann@x.test', []],
  ['team.renamed', { name: 'Board', from: 'Sales', to: 'Board' }, 'renamed the team Sales to Board', []],
  ['member.removed', member, 'removed ann@x.test from the organization', []],
  ['member.left', member, 'left the organization', []],
  ['organization.created', { name: 'Acme' }, 'created the organization Acme', []],
  [
    'organization.allowed_domains_changed',
    { name: 'Acme', from: ['xn--bcher-kva.de'], to: [] },
    'changed the allowed email domains',
    ['bücher.de (xn--bcher-kva.de) → any domain'],
  ],
  [
    'organization.plan_changed',
    { name: 'Acme', from: 'standard', to: 'enterprise' },
    'changed the plan',
    ['Standard → Enterprise'],
  ],
  ['team.created', { name: 'Sales' }, 'created the team Sales', []],
  ['team.deleted', { name: 'Sales' }, 'deleted the team Sales', []],
])('%s with %j reads “%s”', (type, details, sentence, facts) => {
  const shown = event(type, details);
  expect(eventSentence(shown)).toBe(sentence);
  const said = eventFacts(shown, (teamId) => `<${teamId}>`);
  expect(said).toEqual(facts.map((fact) => expect.stringContaining(fact)));
});

test('a sentence shows an international domain as people write it', () => {
  const sent = event('invitation.sent', invitation);
  const subject = { ...sent.subject, email: 'ann@xn--bcher-kva.de' };
  expect(eventSentence(auditEvent.parse({ ...sent, subject }))).toBe('invited ann@bücher.de as a User');
});

test('a member has the name that the event carries, and a revocation its reason', () => {
  const removed = event('member.removed', member);
  const named = { ...removed, details: { ...removed.details, name: 'Ann Lee' } } as AuditEvent;
  expect(eventSentence(named)).toBe('removed Ann Lee (ann@x.test) from the organization');
  const revoked = event('invitation.revoked', invitation);
  const explained = { ...revoked, details: { ...revoked.details, reason: 'already_member' } } as AuditEvent;
  expect(eventFacts(explained, (teamId) => teamId)).toEqual(['Already a member']);
});

test('names of teams are those that the event carries, where it carries them', () => {
  const sent = event('invitation.sent', { ...invitation, teamIds: ['t1', 't2'] });
  const details = { ...sent.details, teamNames: { t1: 'Sales' } };
  const facts = eventFacts({ ...sent, details } as AuditEvent, () => 'a deleted team');
  expect(facts[0]).toBe('Teams: Sales, a deleted team');
});

test('an actor without a name or address is the system', () => {
  expect(actorName({ type: 'system' })).toBe('The system');
  expect(actorName({ type: 'system', email: 'ops@xn--bcher-kva.de' })).toBe('ops@bücher.de');
});
