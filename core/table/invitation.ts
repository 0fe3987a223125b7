import * as z from 'zod/mini';
import { type Instant, instant } from '#core/contract/fields.ts';
import { invitation as answer, type InvitationStatus, type Person } from '#core/contract/invitation.ts';
import { ConflictError, problem } from '#core/problem.ts';
import { type Origin, stamp, system, unchanged } from './change.ts';
import {
  type InvitationGroup,
  type InvitationId,
  invitationGroup,
  invitationKey,
  invitationsToAddress,
} from './keys.ts';
import { absent, type Condition, check, put, unexpected, update, type Write } from './write.ts';

/** A stored invitation. Its `status` may be `pending` after `expiresAt`: see `statusAt`. */
const storedInvitation = z.extend(answer, {
  organizationName: z.string(),
  // Absent from invitations of release 0.1.0, and until the first request.
  newInvitationRequestedAt: z._default(z.nullable(instant), null),
  newInvitationRequests: z._default(z.int(), 0),
  /** The reason of a revocation by the system. */
  revokedReason: z.optional(z.literal('already_member')),
  /** Sent with many others in one request: its first email waits behind those of single invitations. */
  bulk: z.optional(z.boolean()),
});
export type StoredInvitation = z.infer<typeof storedInvitation>;

export const readInvitation = (item: unknown): StoredInvitation => storedInvitation.parse(item);

/** Returns the status at an instant: expired from `expiresAt`, even before TTL has removed the claim. */
export const statusAt = (
  { status, expiresAt }: { readonly status: InvitationStatus; readonly expiresAt: Instant },
  now: Instant,
): InvitationStatus => (status === 'pending' && expiresAt <= now ? 'expired' : status);

const keyOf = ({ organizationId, id }: StoredInvitation) => invitationKey({ organizationId, invitationId: id });

const groupIndexKey = ({ organizationId, id, expiresAt }: StoredInvitation, group: InvitationGroup) => ({
  GSI1PK: invitationGroup(organizationId, group),
  GSI1SK: `${expiresAt}#${id}`,
});

/** The attributes of a new invitation, without those that only a request for a new one sets. */
const stored = ({ newInvitationRequestedAt: _, newInvitationRequests: __, ...invitation }: StoredInvitation) =>
  invitation;

export const putInvitation = (invitation: StoredInvitation, origin: Origin): Write => ({
  item: put(
    {
      ...keyOf(invitation),
      ...groupIndexKey(invitation, 'OPEN'),
      GSI2PK: invitationsToAddress(invitation),
      GSI2SK: `${invitation.createdAt}#${invitation.id}`,
      ...stored(invitation),
      ...stamp('invitation.sent', origin),
    },
    absent,
  ),
  refusal: unexpected('invitation id taken'),
});

const pendingAt = (now: Instant): Required<Condition> => ({
  text: '#status = :pending AND #expiresAt > :now',
  names: { '#status': 'status', '#expiresAt': 'expiresAt' },
  values: { ':pending': 'pending', ':now': now },
});

/** Returns the problem for an invitation that is no longer pending. */
const notPending = (now: Instant) => (found: unknown) =>
  found === undefined
    ? problem('invitation_not_found')
    : problem('invitation_not_pending', { invitationStatus: statusAt(readInvitation(found), now) });

export const acceptPending = (invitation: StoredInvitation, acceptedBy: Person, origin: Origin): Write => ({
  item: update(
    keyOf(invitation),
    {
      set: {
        status: 'accepted',
        acceptedAt: origin.at,
        acceptedBy,
        ...groupIndexKey(invitation, 'ACCEPTED'),
        ...stamp('invitation.accepted', origin),
      },
    },
    pendingAt(origin.at),
  ),
  refusal: notPending(origin.at),
});

export const revokePending = (invitation: StoredInvitation, revokedBy: Person, origin: Origin): Write => ({
  item: update(
    keyOf(invitation),
    {
      set: {
        status: 'revoked',
        revokedAt: origin.at,
        revokedBy,
        ...groupIndexKey(invitation, 'REVOKED'),
        ...stamp('invitation.revoked', origin),
      },
    },
    pendingAt(origin.at),
  ),
  refusal: notPending(origin.at),
});

/** Revokes an invitation to the new address of a member, by the system. Condition: pending. */
export const revokeForMember = (invitation: StoredInvitation, origin: Origin): Write => ({
  item: update(
    keyOf(invitation),
    {
      set: {
        status: 'revoked',
        revokedAt: origin.at,
        revokedReason: 'already_member',
        ...groupIndexKey(invitation, 'REVOKED'),
        ...stamp('invitation.revoked', { ...origin, by: system }),
      },
    },
    pendingAt(origin.at),
  ),
  refusal: notPending(origin.at),
});

/**
 * Counts another email, which the mailer sends from the stream. Condition: pending, and `sentCount` as read, so that
 * the maximum and the pause still hold.
 */
export const resendPending = (seen: StoredInvitation, origin: Origin, pauseSeconds: number): Write => {
  const pending = pendingAt(origin.at);
  const refusePending = notPending(origin.at);
  return {
    item: update(
      keyOf(seen),
      {
        set: {
          sentCount: seen.sentCount + 1,
          lastSentAt: origin.at,
          delivery: 'queued',
          ...stamp('invitation.resent', origin),
        },
        remove: ['deliveryReason'],
      },
      {
        text: `${pending.text} AND #sentCount = :seen`,
        names: { ...pending.names, '#sentCount': 'sentCount' },
        values: { ...pending.values, ':seen': seen.sentCount },
      },
    ),
    refusal: (found) =>
      found && statusAt(readInvitation(found), origin.at) === 'pending'
        ? problem('resend_too_soon', { retryAfter: Math.max(1, Math.ceil(pauseSeconds)) })
        : refusePending(found),
  };
};

/**
 * Records that the invitee of an expired invitation requests a new one. Its stored status may still be pending.
 * Condition: the number of requests is as read, so that the second of two concurrent requests fails.
 */
export const requestNewForExpired = (seen: StoredInvitation, origin: Origin): Write => ({
  item: update(
    keyOf(seen),
    {
      set: {
        newInvitationRequestedAt: origin.at,
        newInvitationRequests: seen.newInvitationRequests + 1,
        ...stamp('invitation.new_requested', origin),
      },
    },
    {
      text: '#status IN (:pending, :expired) AND #expiresAt <= :now AND (attribute_not_exists(#requests) OR #requests = :seen)',
      names: { '#status': 'status', '#expiresAt': 'expiresAt', '#requests': 'newInvitationRequests' },
      values: {
        ':pending': 'pending',
        ':expired': 'expired',
        ':now': origin.at,
        ':seen': seen.newInvitationRequests,
      },
    },
  ),
  refusal: () => new ConflictError(),
});

const storedPending = { text: '#status = :pending', names: { '#status': 'status' }, values: { ':pending': 'pending' } };

/**
 * Finalizes an expired invitation. Condition: still stored as pending; the caller knows that it has expired.
 * `origin.at` is its `expiresAt`.
 */
export const expirePending = (organizationId: string, invitationId: string, origin: Origin): Write => ({
  item: update(
    invitationKey({ organizationId, invitationId }),
    { set: { status: 'expired', ...stamp('invitation.expired', origin) } },
    storedPending,
  ),
  refusal: unexpected('invitation settled already'),
});

/** Condition check: the invitation can still be accepted. */
export const stillPendingAt = (invitation: InvitationId, now: Instant): Write => ({
  item: check(invitationKey(invitation), pendingAt(now)),
  refusal: notPending(now),
});

/** Condition check: the invitation is stored as pending. */
export const stillPending = (organizationId: string, invitationId: string): Write => ({
  item: check(invitationKey({ organizationId, invitationId }), storedPending),
  refusal: unexpected('invitation settled already'),
});

/** Stores the delivery state of the nth email. Condition: it is the latest. */
export const markDelivery = (
  invitation: InvitationId,
  sendNumber: number,
  { delivery, deliveryReason }: Pick<StoredInvitation, 'delivery' | 'deliveryReason'>,
): Write => ({
  item: update(
    invitationKey(invitation),
    {
      set: { delivery, deliveryReason, ...unchanged },
      remove: deliveryReason === undefined ? ['deliveryReason'] : [],
    },
    { text: '#sentCount = :sendNumber', names: { '#sentCount': 'sentCount' }, values: { ':sendNumber': sendNumber } },
  ),
  refusal: unexpected('a later email is under way'),
});

/** SES took the nth email, and has reported nothing else about it. */
export const markSent = ({ sendNumber, ...invitation }: InvitationId & { readonly sendNumber: number }): Write => ({
  item: update(
    invitationKey(invitation),
    { set: { delivery: 'sent', ...unchanged }, remove: ['deliveryReason'] },
    {
      text: '#sentCount = :sendNumber AND (#delivery = :queued OR #deliveryReason = :givenUp)',
      names: { '#sentCount': 'sentCount', '#delivery': 'delivery', '#deliveryReason': 'deliveryReason' },
      values: { ':sendNumber': sendNumber, ':queued': 'queued', ':givenUp': 'could_not_be_sent' },
    },
  ),
  refusal: unexpected('a later email or report'),
});
