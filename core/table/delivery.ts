import * as z from 'zod/mini';
import { type Instant, instant } from '../contract/fields.ts';
import { deliveryKey, recipientKey } from './keys.ts';
import { absent, type Condition, put, unexpected, update, type Write } from './write.ts';

const storedDelivery = z.object({
  state: z.enum(['sending', 'sent', 'skipped', 'failed']),
  leaseUntil: instant,
});

/** Who is sending the nth email of an invitation, or what became of it. */
export type StoredDelivery = z.infer<typeof storedDelivery>;

export const readDelivery = (item: unknown): StoredDelivery => storedDelivery.parse(item);

export type Send = { readonly invitationId: string; readonly sendNumber: number };

const keyOf = ({ invitationId, sendNumber }: Send) => deliveryKey(invitationId, sendNumber);

/** The first to send this email puts its delivery. A refusal finds the delivery of another. */
export const startDelivery = (send: Send, leaseUntil: Instant): Write => ({
  item: put({ ...keyOf(send), state: 'sending', leaseUntil }, absent),
  refusal: unexpected('delivery started by another'),
});

/** An email that was never started, because it must not be. */
export const failDelivery = (send: Send, at: Instant, reason: string): Write => ({
  item: put({ ...keyOf(send), state: 'failed', leaseUntil: at, reason }, absent),
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

export const endDelivery = (
  send: Send,
  leaseUntil: Instant,
  end: { readonly state: 'sent' | 'skipped' | 'failed'; readonly messageId?: string; readonly reason?: string },
): Write => ({
  item: update(keyOf(send), { set: end }, leaseIs(leaseUntil)),
  refusal: unexpected('lease lost'),
});

const secondsKept = 3 * 24 * 60 * 60;

/** Counts one more email to an address on a UTC day. Refused when `most` were counted already. */
export const countForRecipient = (addressHash: string, now: Instant, most: number): Write => {
  const day = now.slice(0, 10);
  return {
    item: update(
      recipientKey(addressHash, day),
      { add: { count: 1 }, set: { ttl: Math.floor(Date.parse(`${day}T00:00:00.000Z`) / 1000) + secondsKept } },
      {
        text: 'attribute_not_exists(#count) OR #count < :most',
        names: { '#count': 'count' },
        values: { ':most': most },
      },
    ),
    refusal: unexpected('recipient limit'),
  };
};
