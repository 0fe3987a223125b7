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
  /** The audit event that says why it failed: the first reason, whatever became of the email later. */
  change: z.optional(z.literal('invitation.undelivered')),
});

/** Who is sending the nth email of an invitation, or what became of it. */
export type StoredDelivery = z.infer<typeof storedDelivery>;
export type DeliveryState = StoredDelivery['state'];

export const readDelivery = (item: unknown): StoredDelivery => storedDelivery.parse(item);

export type Send = { readonly organizationId: string; readonly invitationId: string; readonly sendNumber: number };

const keyOf = ({ invitationId, sendNumber }: Send) => deliveryKey(invitationId, sendNumber);

export const findDelivery = async (send: Send): Promise<StoredDelivery | undefined> => {
  const item = await getItem(keyOf(send));
  return item && readDelivery(item);
};

/** The first to send this email puts its delivery. A refusal finds the delivery of another. */
export const startDelivery = (send: Send, leaseUntil: Instant): Write => ({
  item: put({ ...keyOf(send), state: 'sending', leaseUntil }, absent),
  refusal: unexpected('delivery started by another'),
});

/** Why and when an email failed, and whose: what the audit log says of it. */
export type Failure = { readonly invitation: StoredInvitation; readonly reason: string; readonly origin: Origin };

/**
 * The audit event of an email that failed is made of its delivery, not of the invitation: an earlier email may fail when a later one is
 * under way, and each that failed has its event.
 */
const failed = ({ invitation, reason, origin }: Failure) => {
  const { id, organizationId, email, role, teamIds, expiresAt } = invitation;
  const facts = { id, organizationId, email, role, teamIds, expiresAt, deliveryReason: reason };
  return { ...facts, ...stamp('invitation.undelivered', origin) };
};

/** An email that was never started, because it must not be. */
export const failDelivery = (send: Send, failure: Failure): Write => ({
  item: put({ ...keyOf(send), state: 'failed', leaseUntil: failure.origin.at, ...failed(failure) }, absent),
  refusal: unexpected('delivery started by another'),
});

const leaseIs = (leaseUntil: Instant): Required<Condition> => ({
  text: '#state = :sending AND #leaseUntil = :leaseUntil',
  names: { '#state': 'state', '#leaseUntil': 'leaseUntil' },
  values: { ':sending': 'sending', ':leaseUntil': leaseUntil },
});

/** Takes over from a sender whose lease ran out: it has died, before or after SES took the mail. */
export const takeOverDelivery = (send: Send, lapsed: Instant, leaseUntil: Instant): Write => ({
  item: update(keyOf(send), { set: { leaseUntil } }, leaseIs(lapsed)),
  refusal: unexpected('delivery taken over by another'),
});

/** What the sender that holds the lease knows of the email's end. */
export type End =
  | { readonly state: 'sent'; readonly messageId: string }
  | { readonly state: 'skipped' }
  | { readonly state: 'failed'; readonly failure: Failure };

/** Begins again with an email that was given up. */
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
 * What the mail service says of an email that it took, if its state is one of `from`. `failure` is given for the first that failed: an email
 * has one audit event.
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

/** What a recipient is known by where their emails are counted. */
export const addressHash = (email: string): string => createHash('sha256').update(email).digest('hex');

/** How many emails an address gets in a UTC day: from all organizations, and from one. */
const emailsPerRecipient = { all: 10, one: 3 } as const;

/** Attribute of a recipient's day: emails from this organization. */
const fromOrganization = (organizationId: string): string => `from_${organizationId}`;

const storedRecipient = z.record(z.string(), z.unknown());

/** Whether a recipient's item of a day leaves no room for one more email of the organization. */
export const isRecipientFull = (item: unknown, organizationId: string): boolean => {
  const { count, [fromOrganization(organizationId)]: own } = storedRecipient.parse(item ?? {});
  return Number(count ?? 0) >= emailsPerRecipient.all || Number(own ?? 0) >= emailsPerRecipient.one;
};

/** Counts one more email to an address on a UTC day. Refused when all organizations or this one have sent enough. */
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
