import { expect, test } from 'vitest';
import * as addresses from '#core/table/address.ts';
import * as deliveries from '#core/table/delivery.ts';
import * as invitations from '#core/table/invitation.ts';
import { addressKey, deliveryKey, invitationKey, recipientKey } from '#core/table/keys.ts';
import * as requests from '#core/table/request.ts';
import { useTable } from '#test/support/table.ts';
import { future, now, origin, past, type Things, things } from './fixtures.ts';
import { after, next, stampOf } from './stored.ts';

useTable();

const someone = { userId: 'u', name: 'Bob', email: 'bob@x.test' };
// Requests for a new invitation are stored with the first one.
const storedFields = ({ newInvitationRequestedAt: _, newInvitationRequests: __, ...fields }: Things['invitation']) =>
  fields;

const invitationItem = ({ id, invitation }: Things) => ({
  ...invitationKey({ organizationId: id, invitationId: invitation.id }),
  GSI1PK: `ORG#${id}#OPEN`,
  GSI1SK: `${invitation.expiresAt}#${invitation.id}`,
  GSI2PK: `ORG#${id}#EMAIL#ann@x.test`,
  GSI2SK: `${invitation.createdAt}#${invitation.id}`,
  ...storedFields(invitation),
  ...stampOf(origin, 'invitation.sent'),
});

test('an invitation is found by organization, status and email in every status', async () => {
  const of = things();
  const { id, invitation } = of;
  const item = invitationItem(of);
  const put = invitations.putInvitation(invitation, origin);
  expect(await after(item, put)).toEqual(item);
  expect(await after(item, invitations.resendPending(invitation, next, 60))).toEqual({
    ...item,
    sentCount: 2,
    lastSentAt: next.at,
    delivery: 'queued',
    ...stampOf(next, 'invitation.resent'),
  });
  expect(await after(item, invitations.expirePending(id, invitation.id, next))).toEqual({
    ...item,
    sentCount: 2,
    lastSentAt: next.at,
    status: 'expired',
    ...stampOf(next, 'invitation.expired'),
  });
});

test('accepted and revoked invitations have actor and time, and their own lists', async () => {
  const [one, other] = [things(), things()];
  const put = ({ invitation }: Things) => invitations.putInvitation(invitation, origin);
  const accept = invitations.acceptPending(one.invitation, someone, next);
  expect(await after(invitationItem(one), put(one), accept)).toEqual({
    ...invitationItem(one),
    GSI1PK: `ORG#${one.id}#ACCEPTED`,
    status: 'accepted',
    acceptedAt: next.at,
    acceptedBy: someone,
    ...stampOf(next, 'invitation.accepted'),
  });
  const revoke = invitations.revokePending(other.invitation, someone, next);
  expect(await after(invitationItem(other), put(other), revoke)).toEqual({
    ...invitationItem(other),
    GSI1PK: `ORG#${other.id}#REVOKED`,
    status: 'revoked',
    revokedAt: next.at,
    revokedBy: someone,
    ...stampOf(next, 'invitation.revoked'),
  });
});

test('an invitation that the system revokes for a member has a reason and no actor', async () => {
  const of = things();
  const { invitation } = of;
  const revoke = invitations.revokeForMember(invitation, next);
  expect(await after(invitationItem(of), invitations.putInvitation(invitation, origin), revoke)).toEqual({
    ...invitationItem(of),
    GSI1PK: `ORG#${of.id}#REVOKED`,
    status: 'revoked',
    revokedAt: next.at,
    revokedReason: 'already_member',
    ...stampOf({ ...next, by: { type: 'system' } }, 'invitation.revoked'),
  });
});

test('markDelivery stores the delivery state without an audit event and removes an old reason', async () => {
  const of = things();
  const { id, invitation } = of;
  const mark = (marked: Parameters<typeof invitations.markDelivery>[2]) =>
    invitations.markDelivery({ organizationId: id, invitationId: invitation.id }, 1, marked);
  const item = { ...invitationItem(of), change: 'none' };
  const bounced = { delivery: 'bounced', deliveryReason: 'hard_bounce' } as const;
  const put = invitations.putInvitation(invitation, origin);
  expect(await after(item, put, mark(bounced))).toEqual({ ...item, ...bounced });
  expect(await after(item, mark({ delivery: 'sent' }))).toEqual({ ...item, delivery: 'sent' });
  const resent = await after(item, mark(bounced), invitations.resendPending(invitation, next, 60));
  expect(resent).not.toHaveProperty('deliveryReason');
});

test('a failed write on an invitation that is no longer pending reports the stored status', () => {
  const { id, invitation } = things();
  const of = { ...invitation, organizationId: id };
  const refusals = [
    invitations.acceptPending(of, someone, origin),
    invitations.revokePending(of, someone, origin),
    invitations.resendPending(of, origin, 60),
  ].map(({ refusal }) => refusal);
  for (const refusal of refusals) {
    expect(refusal(undefined)).toMatchObject({ code: 'invitation_not_found' });
    expect(refusal({ ...of, status: 'revoked' })).toMatchObject({
      code: 'invitation_not_pending',
      facts: { invitationStatus: 'revoked' },
    });
    expect(refusal({ ...of, expiresAt: now })).toMatchObject({ facts: { invitationStatus: 'expired' } });
  }
  const tooSoon = (pauseSeconds: number) => invitations.resendPending(of, origin, pauseSeconds).refusal(of);
  expect(tooSoon(59.2)).toMatchObject({ code: 'resend_too_soon', facts: { retryAfter: 60 } });
  expect(tooSoon(0)).toMatchObject({ facts: { retryAfter: 1 } });
});

test('the claim of an address names its invitation until a second after it expires, then its member', async () => {
  const { id, invitation } = things();
  const key = addressKey({ organizationId: id, email: 'ann@x.test' });
  expect(await after(key, addresses.claimAddress(invitation, undefined))).toEqual({
    ...key,
    GSI1PK: 'ADDRESS#ann@x.test',
    GSI1SK: `ORG#${id}`,
    invitationId: invitation.id,
    expiresAt: invitation.expiresAt,
    ttl: Math.ceil(Date.parse(invitation.expiresAt) / 1000) + 1,
  });
  const later = { ...invitation, id: 'later' };
  expect(await after(key, addresses.claimAddress(later, invitation.id))).toMatchObject({ invitationId: 'later' });
  expect(await after(key, addresses.giveAddressToMember(later, 'later', 'u'))).toEqual({ ...key, userId: 'u' });
  expect(await after(key, addresses.releaseMemberAddress(later, 'u'))).toBeUndefined();
  // After an early removal by TTL, the address has no other claim.
  expect(await after(key, addresses.releaseAddress(later, 'later'))).toBeUndefined();
  expect(await after(key, addresses.giveAddressToMember(later, 'later', 'u'))).toEqual({ ...key, userId: 'u' });
});

test("a delivery holds the sender's lease, then the outcome", async () => {
  const { send, invitation } = things();
  const key = deliveryKey(invitation.id, 1);
  const sending = { ...key, state: 'sending', leaseUntil: past };
  expect(await after(key, deliveries.startDelivery(send, past))).toEqual(sending);
  expect(await after(key, deliveries.takeOverDelivery(send, past, now))).toEqual({ ...sending, leaseUntil: now });
  const failure = { invitation, reason: 'mailbox_full', origin };
  const { id, organizationId, email, role, teamIds, expiresAt } = invitation;
  const failed = {
    ...key,
    state: 'failed',
    leaseUntil: now,
    id,
    organizationId,
    email,
    role,
    teamIds,
    expiresAt,
    deliveryReason: 'mailbox_full',
    ...stampOf(origin, 'invitation.undelivered'),
  };
  expect(await after(key, deliveries.endDelivery(send, now, { state: 'failed', failure }))).toEqual(failed);
  const seen = { state: 'failed', leaseUntil: now } as const;
  const restarted = await after(key, deliveries.restartDelivery(send, seen, future));
  expect(restarted).toEqual({ ...failed, state: 'sending', leaseUntil: future });
  const sent = deliveries.endDelivery(send, future, { state: 'sent', messageId: 'm' });
  expect(await after(key, sent)).toMatchObject({ state: 'sent', messageId: 'm' });
  const delivered = await after(key, deliveries.reportDelivery(send, ['failed', 'sent'], 'delivered'));
  expect(delivered).toMatchObject({ state: 'delivered', deliveryReason: 'mailbox_full' });
  const bounced = deliveries.reportDelivery(send, ['delivered'], 'bounced', { ...failure, reason: 'hard_bounce' });
  expect(await after(key, bounced)).toMatchObject({
    state: 'bounced',
    deliveryReason: 'hard_bounce',
    change: 'invitation.undelivered',
  });
  expect(await deliveries.findDelivery(send)).toMatchObject({ state: 'bounced', leaseUntil: future });
  expect(await deliveries.findDelivery({ ...send, sendNumber: 2 })).toBeUndefined();
});

test('an email that must not be sent has failed from the start', async () => {
  const { send, invitation } = things();
  const write = deliveries.failDelivery(send, { invitation, reason: 'expired', origin });
  expect(await after(deliveryKey(invitation.id, 1), write)).toMatchObject({
    state: 'failed',
    leaseUntil: now,
    deliveryReason: 'expired',
    change: 'invitation.undelivered',
  });
});

test('emails to an address are counted by the day, and forgotten three days after it began', async () => {
  const { id } = things();
  const day = now.slice(0, 10);
  const key = recipientKey(id, day);
  const count = (organizationId: string) => deliveries.countForRecipient(id, organizationId, now);
  const ttl = Date.parse(`${day}T00:00:00.000Z`) / 1000 + 3 * 24 * 60 * 60;
  expect(await after(key, count('o1'))).toEqual({ ...key, count: 1, from_o1: 1, ttl });
  expect(await after(key, count('o1'))).toEqual({ ...key, count: 2, from_o1: 2, ttl });
  expect(await after(key, count('o2'))).toEqual({ ...key, count: 3, from_o1: 2, from_o2: 1, ttl });
});

test('a request with a key is kept, given back, taken over and finished', async () => {
  const { key, request } = things();
  const item = { ...key, ...request, ttl: Math.ceil(Date.parse(request.keptUntil) / 1000) + 1 };
  expect(await after(key, requests.startRequest(key, request, now))).toEqual(item);
  expect(await after(key, requests.moveLease(key, now, future))).toEqual({ ...item, leaseUntil: future });
  expect(await after(key, requests.reopenRequest(key, future))).toMatchObject({ state: 'open' });
  const again = { ...request, seed: 'another' };
  expect(await after(key, requests.startRequest(key, again, now))).toEqual({ ...item, seed: 'another' });
  expect(await after(key, requests.finishRequest(key, now, '[]'))).toMatchObject({ state: 'done', outcomes: '[]' });
  // After the kept time the key is free.
  const third = { ...request, seed: 'third', keptUntil: now };
  expect(await after(key, requests.startRequest(key, third, future))).toMatchObject({ seed: 'third', keptUntil: now });
  expect(await after(key, requests.startRequest(key, request, now))).toMatchObject({ seed: 's' });
});
