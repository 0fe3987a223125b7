import * as z from 'zod/mini';
import { type Instant, instant } from '#core/contract/fields.ts';
import { person } from '#core/contract/invitation.ts';
import { ttlAfter } from './address.ts';
import type { Key } from './keys.ts';
import { type Condition, put, unexpected, update, type Write } from './write.ts';

const storedRequest = z.object({
  /** `open`: refused before anything was done, as if it had never been. */
  state: z.enum(['running', 'done', 'open']),
  bodyHash: z.string(),
  /** When the first request with this key began: invitations are made as of then, and their ids of `seed`. */
  at: instant,
  seed: z.string(),
  inviter: person,
  lifetimeSeconds: z.number(),
  leaseUntil: instant,
  keptUntil: instant,
  /** What became of each address, in order; only once it is done. */
  outcomes: z.optional(z.string()),
});

/** A request that was made with an Idempotency-Key. */
export type StoredRequest = z.infer<typeof storedRequest>;

export const readStoredRequest = (item: unknown): StoredRequest => storedRequest.parse(item);

const startedByAnother = unexpected('request started by another');

/** The first request with a key puts it; so does one after the kept time, or after one that came to nothing. */
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

/** How many requests may wait for the first one with their key. */
export const waitingSlots = [1, 2] as const;
type WaitingSlot = (typeof waitingSlots)[number];

const slotName = (slot: WaitingSlot): string => `waiting${slot}Until`;

/** Takes a place among those that wait, until `until` at the latest. Refused where another has it. */
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
  refusal: unexpected('another waits in this slot'),
});

export const freeWaitingSlot = (key: Key, slot: WaitingSlot, until: Instant): Write => ({
  item: update(
    key,
    { remove: [slotName(slot)] },
    { text: '#slot = :until', names: { '#slot': slotName(slot) }, values: { ':until': until } },
  ),
  refusal: unexpected('another waits in this slot'),
});

/** Takes over from a request that died, or gives the lease back by ending it now. */
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
