import { expect, test } from 'vitest';
import { deliveryWords } from '#console/sent-invitations/delivery-words.ts';
import { endFromNow, statusAt } from '#console/sent-invitations/invitation-status.ts';
import { timelineSteps } from '#console/sent-invitations/timeline-steps.ts';
import { sinceThen } from '#console/ui/times.ts';
import { auditEvent } from '#core/contract/audit-event.ts';
import { deliveryReasons } from '#core/contract/delivery-reasons.ts';
import { instant } from '#core/contract/fields.ts';
import { invitation as invitationSchema } from '#core/contract/invitation.ts';

const alice = { userId: 'u1', name: 'Alice', email: 'alice@acme.test' };
const facts = { email: 'ann@x.test', role: 'user', teamIds: [], expiresAt: '2026-11-08T00:00:00.000Z' };
const invitation = invitationSchema.parse({
  id: 'i1',
  organizationId: 'o1',
  ...facts,
  status: 'pending',
  invitedBy: alice,
  createdAt: '2026-11-01T00:00:00.000Z',
  sentCount: 2,
  lastSentAt: '2026-11-02T00:00:00.000Z',
  delivery: 'delivered',
  newInvitationRequestedAt: null,
});

const event = (type: string, day: number, details = {}) =>
  auditEvent.parse({
    id: `e${day}`,
    type,
    category: 'invitation',
    occurredAt: `2026-11-0${day}T00:00:00.000Z`,
    actor: type === 'invitation.undelivered' ? { type: 'system' } : { type: 'user', ...alice },
    subject: { type: 'invitation', id: 'i1', email: 'ann@x.test' },
    details: { ...facts, ...details },
  });

test('a list that was loaded before an invitation expired shows it as expired from that millisecond', () => {
  const expiry = Date.parse(invitation.expiresAt);
  expect(statusAt(invitation, expiry - 1)).toBe('pending');
  expect(statusAt(invitation, expiry)).toBe('expired');
  expect(statusAt({ ...invitation, status: 'revoked' }, expiry)).toBe('revoked');
});

test('deliveryWords advises what to do about a bounced email only while the invitation is pending', () => {
  expect(deliveryWords({ ...invitation, delivery: 'bounced' }).reason).toBe('Check the email address.');
  expect(deliveryWords({ ...invitation, delivery: 'bounced', status: 'revoked' }).reason).toBeUndefined();
  expect(deliveryWords({ ...invitation, delivery: 'queued', status: 'revoked' }).text).toBe('Not sent');
});

test('a send time slightly in the future is shown as just now', () => {
  const sent = Date.parse(invitation.lastSentAt);
  const said = [-60_000, 0, 9_999, 60_000, 2 * 86_400_000].map((later) =>
    sinceThen(invitation.lastSentAt, sent + later),
  );
  expect(said).toEqual(['just now', 'just now', 'just now', '1 minute ago', '2 days ago']);
});

test('an end slightly in the future is shown as past; only pending invitations have a future', () => {
  const now = Date.parse('2026-11-05T00:00:00.000Z');
  const ahead = instant.parse('2026-11-05T00:00:20.000Z');
  expect(endFromNow(invitation, now)).toBe('in 3 days');
  expect(endFromNow({ ...invitation, status: 'accepted', acceptedAt: ahead }, now)).toBe('just now');
  expect(endFromNow({ ...invitation, status: 'expired', expiresAt: ahead }, now)).toBe('just now');
});

test('every delivery reason fits its column, and status codes of mail services stay unchanged', () => {
  for (const deliveryReason of Object.keys(deliveryReasons)) {
    const { brief = '' } = deliveryWords({ ...invitation, delivery: 'failed', deliveryReason });
    expect(brief.length).toBeLessThanOrEqual(25);
    expect(brief).not.toContain('_');
  }
  expect(deliveryWords({ ...invitation, delivery: 'failed', deliveryReason: '550 no' }).brief).toBe('550 no');
});

test('the timeline says who did what, and at the last email how it fared', () => {
  const steps = timelineSteps(invitation, [event('invitation.resent', 2), event('invitation.sent', 1)]);
  expect(steps.map(({ title, by, note }) => [title, by, note])).toEqual([
    ['Resent', 'Alice (alice@acme.test)', 'Delivered'],
    ['Sent', 'Alice (alice@acme.test)', undefined],
  ]);
});

test('an email that was held back says why in the timeline', () => {
  const [step] = timelineSteps(invitation, [event('invitation.undelivered', 3, { reason: 'recipient_limit_reached' })]);
  expect(step).toMatchObject({
    title: 'Not delivered',
    bad: true,
    note: expect.stringContaining('all the invitation emails'),
  });
});

test('the step that sent an email does not say again that it did not arrive', () => {
  const events = [event('invitation.undelivered', 3, { reason: 'hard_bounce' }), event('invitation.resent', 2)];
  const steps = timelineSteps({ ...invitation, delivery: 'bounced' }, events);
  expect(steps.map(({ title, note }) => [title, note !== undefined])).toEqual([
    ['Not delivered', true],
    ['Resent', false],
  ]);
});
