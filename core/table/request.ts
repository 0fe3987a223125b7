import * as z from 'zod/mini';
import { type Instant, instant } from '#core/contract/fields.ts';
import { person } from '#core/contract/invitation.ts';
import { ttlAfter } from './address.ts';
import type { Key } from './keys.ts';
import { type Condition, put, unexpected, update, type Write } from './write.ts';

const storedRequest = z.object({
  /** `open`: rejected before any write, as if never sent. */
  state: z.enum(['running', 'done', 'open']),
  bodyHash: z.string(),
  /** Instant of the first request with this key: invitations have this instant, and ids from `seed`. */
  at: instant,
  seed: z.string(),
  inviter: person,
  lifetimeSeconds: z.number(),
  leaseUntil: instant,
  keptUntil: instant,
  /** The result of each address, in order, once the request is done. */
  outcomes: z.optional(z.string()),
});

/** An idempotency record. */
export type StoredRequest = z.infer<typeof storedRequest>;

export const readStoredRequest = (item: unknown): StoredRequest => storedRequest.parse(item);

const startedByAnother = unexpected('request started by another');

/** Starts a request with a key. Condition: no record, an expired one, or one of a rejected request. */
export const startRequest = (key: Key, request: StoredRequest, now: Instant): Write => ({
  item: put(
    { ...key, ...request, ttl: ttlAfter(request.keptUntil) },
    {
      text: 'attribute_not_exists(PK) OR #keptUntil <= :now OR #state = :open',
      names: { '#keptUntil': 'keptUntil', '#state': 'state' },
      values: { ':now': now, ':open': 'open' },
    },
  ),
  refusal: startedByAnother,
});

const heldUntil = (leaseUntil: Instant): Required<Condition> => ({
  text: '#state = :running AND #leaseUntil = :leaseUntil',
  names: { '#state': 'state', '#leaseUntil': 'leaseUntil' },
  values: { ':running': 'running', ':leaseUntil': leaseUntil },
});

/** Requests that may wait for the first one with their key. */
export const waitingSlots = [1, 2] as const;
type WaitingSlot = (typeof waitingSlots)[number];

const slotName = (slot: WaitingSlot): string => `waiting${slot}Until`;

/** Takes a slot for a waiting request, until `until` at the latest. Condition: the slot is free. */
export const takeWaitingSlot = (key: Key, slot: WaitingSlot, now: Instant, until: Instant): Write => ({
  item: update(
    key,
    { set: { [slotName(slot)]: until } },
    {
      text: 'attribute_exists(PK) AND (attribute_not_exists(#slot) OR #slot <= :now)',
      names: { '#slot': slotName(slot) },
      values: { ':now': now },
    },
  ),
  refusal: unexpected('another request waits in this slot'),
});

/** Frees the slot of a waiting request. Condition: the request still has it. */
export const freeWaitingSlot = (key: Key, slot: WaitingSlot, until: Instant): Write => ({
  item: update(
    key,
    { remove: [slotName(slot)] },
    { text: '#slot = :until', names: { '#slot': slotName(slot) }, values: { ':until': until } },
  ),
  refusal: unexpected('another request waits in this slot'),
});

/** Takes over the lease of a crashed request, or ends the lease now. Condition: the lease as read. */
export const moveLease = (key: Key, held: Instant, leaseUntil: Instant): Write => ({
  item: update(key, { set: { leaseUntil } }, heldUntil(held)),
  refusal: startedByAnother,
});

export const finishRequest = (key: Key, held: Instant, outcomes: string): Write => ({
  item: update(key, { set: { state: 'done', outcomes } }, heldUntil(held)),
  refusal: startedByAnother,
});

export const reopenRequest = (key: Key, held: Instant): Write => ({
  item: update(key, { set: { state: 'open' } }, heldUntil(held)),
  refusal: startedByAnother,
});
