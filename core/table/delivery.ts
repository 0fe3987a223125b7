import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Instant, instant } from '#core/contract/fields.ts';
import { type Origin, stamp } from './change.ts';
import type { StoredInvitation } from './invitation.ts';
import { deliveryKey, recipientKey } from './keys.ts';
import { getItem } from './read.ts';
import { absent, type Condition, put, unexpected, update, type Write } from './write.ts';

const storedDelivery = z.object({
  state: z.enum(['sending', 'sent', 'skipped', 'failed', 'delivered', 'bounced', 'complained']),
  leaseUntil: instant,
  deliveryReason: z.optional(z.string()),
  /** The message id of SES, once it accepted the email. */
  messageId: z.optional(z.string()),
  /** The audit event of the first failure, whatever the later state. */
  change: z.optional(z.literal('invitation.undelivered')),
});

/** The delivery of the nth email of an invitation: its lease while sending, then its state. */
export type StoredDelivery = z.infer<typeof storedDelivery>;
export type DeliveryState = StoredDelivery['state'];

export const readDelivery = (item: unknown): StoredDelivery => storedDelivery.parse(item);

export type Send = { readonly organizationId: string; readonly invitationId: string; readonly sendNumber: number };

const keyOf = ({ invitationId, sendNumber }: Send) => deliveryKey(invitationId, sendNumber);

export const findDelivery = async (send: Send): Promise<StoredDelivery | undefined> => {
  const item = await getItem(keyOf(send));
  return item && readDelivery(item);
};

/** Starts a send. Condition: no delivery exists. A failure returns the existing one. */
export const startDelivery = (send: Send, leaseUntil: Instant): Write => ({
  item: put({ ...keyOf(send), state: 'sending', leaseUntil }, absent),
  refusal: unexpected('delivery started by another'),
});

/** The reason, instant and invitation of a failed email, for the audit log. */
export type Failure = { readonly invitation: StoredInvitation; readonly reason: string; readonly origin: Origin };

/**
 * Attributes of a failed delivery for its audit event. They are not on the invitation, because an earlier email may
 * fail during a later one, and each failed email has its own event.
 */
const failed = ({ invitation, reason, origin }: Failure) => {
  const { id, organizationId, email, role, teamIds, expiresAt } = invitation;
  const facts = { id, organizationId, email, role, teamIds, expiresAt, deliveryReason: reason };
  return { ...facts, ...stamp('invitation.undelivered', origin) };
};

/** Stores an email that must not be sent as failed. Condition: no delivery exists. */
export const failDelivery = (send: Send, failure: Failure): Write => ({
  item: put({ ...keyOf(send), state: 'failed', leaseUntil: failure.origin.at, ...failed(failure) }, absent),
  refusal: unexpected('delivery started by another'),
});

/** An email that was never started, because its invitation is no longer pending. */
export const skipDelivery = (send: Send, at: Instant): Write => ({
  item: put({ ...keyOf(send), state: 'skipped', leaseUntil: at }, absent),
  refusal: unexpected('delivery started by another'),
});

const leaseIs = (leaseUntil: Instant): Required<Condition> => ({
  text: '#state = :sending AND #leaseUntil = :leaseUntil',
  names: { '#state': 'state', '#leaseUntil': 'leaseUntil' },
  values: { ':sending': 'sending', ':leaseUntil': leaseUntil },
});

/** Takes over an expired lease: its sender crashed, before or after SES accepted the email. */
export const takeOverDelivery = (send: Send, lapsed: Instant, leaseUntil: Instant): Write => ({
  item: update(keyOf(send), { set: { leaseUntil } }, leaseIs(lapsed)),
  refusal: unexpected('delivery taken over by another'),
});

/** The result of a send, known to the holder of the lease. */
export type End =
  | { readonly state: 'sent'; readonly messageId: string }
  | { readonly state: 'skipped' }
  | { readonly state: 'failed'; readonly failure: Failure };

/** Restarts an email that was dead-lettered. Condition: the state as read. */
export const restartDelivery = (send: Send, seen: StoredDelivery, leaseUntil: Instant): Write => ({
  item: update(
    keyOf(send),
    { set: { state: 'sending', leaseUntil } },
    {
      text: '#state = :failed AND #leaseUntil = :seen',
      names: { '#state': 'state', '#leaseUntil': 'leaseUntil' },
      values: { ':failed': 'failed', ':seen': seen.leaseUntil },
    },
  ),
  refusal: unexpected('delivery restarted by another'),
});

export const endDelivery = (send: Send, leaseUntil: Instant, end: End): Write => ({
  item: update(
    keyOf(send),
    { set: end.state === 'failed' ? { state: end.state, ...failed(end.failure) } : end },
    leaseIs(leaseUntil),
  ),
  refusal: unexpected('lease lost'),
});

/**
 * Stores the delivery state of an SES event. Condition: the state is one of `from`. `failure` is given for the first
 * failure of an email, which has one audit event.
 */
export const reportDelivery = (
  send: Send,
  from: readonly DeliveryState[],
  state: DeliveryState,
  failure?: Failure,
): Write => ({
  item: update(
    keyOf(send),
    { set: { state, ...(failure && failed(failure)) } },
    {
      text: `#state IN (${from.map((_, n) => `:from${n}`).join(', ')})`,
      names: { '#state': 'state' },
      values: Object.fromEntries(from.map((one, n) => [`:from${n}`, one])),
    },
  ),
  refusal: unexpected('delivery changed since'),
});

const secondsKept = 3 * 24 * 60 * 60;

/** Returns the hash that stands for an address in the item that counts its emails. */
export const addressHash = (email: string): string => createHash('sha256').update(email).digest('hex');

/** Maximum number of emails to an address per UTC day: from all organizations, and from one. */
const emailsPerRecipient = { all: 10, one: 3 } as const;

/** Attribute of a recipient's day: emails from this organization. */
const fromOrganization = (organizationId: string): string => `from_${organizationId}`;

const storedRecipient = z.record(z.string(), z.unknown());

/** Returns true if a recipient's daily count allows no further email from the organization. */
export const isRecipientFull = (item: unknown, organizationId: string): boolean => {
  const { count, [fromOrganization(organizationId)]: own } = storedRecipient.parse(item ?? {});
  return Number(count ?? 0) >= emailsPerRecipient.all || Number(own ?? 0) >= emailsPerRecipient.one;
};

/**
 * Counts one more email to an address on a UTC day. Condition: the limits for all and for this organization allow it.
 */
export const countForRecipient = (addressHash: string, organizationId: string, now: Instant): Write => {
  const day = now.slice(0, 10);
  return {
    item: update(
      recipientKey(addressHash, day),
      {
        add: { count: 1, [fromOrganization(organizationId)]: 1 },
        set: { ttl: Math.floor(Date.parse(`${day}T00:00:00.000Z`) / 1000) + secondsKept },
      },
      {
        text: '(attribute_not_exists(#count) OR #count < :all) AND (attribute_not_exists(#own) OR #own < :one)',
        names: { '#count': 'count', '#own': fromOrganization(organizationId) },
        values: { ':all': emailsPerRecipient.all, ':one': emailsPerRecipient.one },
      },
    ),
    refusal: unexpected('recipient limit'),
  };
};
