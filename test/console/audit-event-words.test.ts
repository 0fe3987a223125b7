import { expect, test } from 'vitest';
import { eventFacts } from '#console/audit-log/event-facts.ts';
import { actorName, eventSentence } from '#console/audit-log/event-sentence.ts';
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
  ['invitation.sent', invitation, 'invited ann@x.test as User', ['Teams: <t1>', 'Expires ']],
  ['invitation.resent', invitation, 'resent the invitation to ann@x.test', ['Teams: <t1>', 'Expires ']],
  ['invitation.accepted', invitation, 'accepted the invitation to ann@x.test', []],
  ['invitation.expired', invitation, 'The invitation to ann@x.test expired', []],
  ['invitation.revoked', invitation, 'revoked the invitation to ann@x.test', []],
  [
    'invitation.undelivered',
    { ...invitation, reason: 'recipient_limit_reached' },
    'An invitation email to ann@x.test was not delivered',
    ['This address has received 10 invitation emails today'],
  ],
  ['member.joined', member, 'joined as User', ['Teams: <t1>']],
  [
    'member.role_changed',
    { ...member, from: 'viewer', to: 'user' },
    'changed the role of ann@x.test from Viewer to User',
    [],
  ],
  ['member.role_changed', { ...member, to: 'user' }, 'changed the role of ann@x.test to User', []],
  [
    'member.teams_changed',
    { ...member, from: [], to: ['t1', 't2'] },
    'changed the teams of ann@x.test',
    ['From no team to <t1>, <t2>'],
  ],
  ['member.teams_changed', { ...member, to: [] }, 'changed the teams of ann@x.test', ['Now: no team']],
  ['member.removed', member, 'removed ann@x.test from the organization', []],
  ['member.left', member, 'left the organization', []],
  ['organization.created', { name: 'Acme' }, 'created the organization Acme', []],
  [
    'organization.allowed_domains_changed',
    { name: 'Acme', from: ['a.test'], to: [] },
    'changed the allowed email domains',
    ['From a.test to all domains'],
  ],
  [
    'organization.plan_changed',
    { name: 'Acme', from: 'standard', to: 'enterprise' },
    'changed the plan',
    ['From standard to enterprise'],
  ],
  ['team.created', { name: 'Sales' }, 'created the team Sales', []],
  ['team.deleted', { name: 'Sales' }, 'deleted the team Sales', []],
])('%s with %j reads “%s”', (type, details, sentence, facts) => {
  const shown = event(type, details);
  expect(eventSentence(shown)).toBe(sentence);
  const said = eventFacts(shown, (teamId) => `<${teamId}>`);
  expect(said).toEqual(facts.map((fact) => expect.stringContaining(fact)));
});

test('an actor without a name or address is the system', () => {
  expect(actorName({ type: 'system' })).toBe('The system');
});
