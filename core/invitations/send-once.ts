import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import type { Person } from '#core/contract/invitation.ts';
import { instantAfter, presentInstant } from '#core/instant.ts';
import { Problem, problem } from '#core/problem.ts';
import { attempt } from '#core/table/commit.ts';
import type { Key } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import {
  finishRequest,
  freeWaitingSlot,
  moveLease,
  readStoredRequest,
  reopenRequest,
  type StoredRequest,
  startRequest,
  takeWaitingSlot,
  waitingSlots,
} from '#core/table/request.ts';

/** A stored outcome, short enough that those of the largest batch fit into one item. */
const outcome = z.object({
  code: z.string(),
  invitationId: z.optional(z.string()),
  limit: z.optional(z.number()),
});
export type Outcome = z.infer<typeof outcome>;

/** The instant, inviter, lifetime and id seed of the invitations: the same for every run of one request. */
export type Run = Pick<StoredRequest, 'at' | 'seed' | 'inviter' | 'lifetimeSeconds'> & {
  /** True if an earlier run may have stored some invitations. */
  readonly again: boolean;
};

type Asked = {
  readonly key: Key;
  readonly body: unknown;
  readonly now: Instant;
  readonly inviter: Person;
  readonly lifetimeSeconds: number;
  /** False when there is no time left to wait. */
  readonly hasTime: () => boolean;
};

const keptSeconds = 24 * 60 * 60;
// A run renews its lease while it works, so that another run takes over soon after a crash.
const leaseSeconds = 8;
const renewalMilliseconds = 3_000;
const pauseMilliseconds = 200;

const hashOf = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('base64url');

/**
 * Runs a request once per key: the same key and body later returns the first response. A request that comes during
 * the first run waits for it, and finishes a run that crashed. Throws `idempotency_key_reused` for another body,
 * `try_again` when the wait is too long.
 */
export const sendOnce = async <T>(
  asked: Asked,
  run: (as: Run) => Promise<{ readonly answer: T; readonly outcomes: readonly Outcome[] }>,
  rebuild: (as: Run, outcomes: readonly Outcome[]) => T,
): Promise<T> => {
  const started = await startOrFind(asked, hashOf(asked.body));
  if (started.outcomes !== undefined) {
    return rebuild({ ...started.request, again: true }, z.array(outcome).parse(JSON.parse(started.outcomes)));
  }
  const { request, again } = started;
  const lease = renewedLease(asked.key, request.leaseUntil);
  try {
    const { answer, outcomes } = await run({ ...request, again });
    await attempt([finishRequest(asked.key, await lease.end(), JSON.stringify(outcomes))]);
    return answer;
  } catch (error) {
    const cameToNothing = error instanceof Problem && error.status < 500 && !again;
    const held = await lease.end();
    await attempt([cameToNothing ? reopenRequest(asked.key, held) : moveLease(asked.key, held, asked.now)]);
    throw error;
  }
};

/**
 * Renews a lease until `end`, which returns when it expires. Does not renew a lease that another run has taken over.
 */
const renewedLease = (key: Key, leaseUntil: Instant) => {
  const stop = new AbortController();
  const renew = async (): Promise<Instant> => {
    let held = leaseUntil;
    for (;;) {
      const stopped = await pause(renewalMilliseconds, false, { signal: stop.signal }).catch(() => true);
      if (stopped) return held;
      const next = instantAfter(presentInstant(), leaseSeconds);
      const refused = await attempt([moveLease(key, held, next)]).catch(() => ['not reached']);
      if (refused.length === 0) held = next;
    }
  };
  const renewing = renew();
  const end = () => {
    stop.abort();
    return renewing;
  };
  return { end };
};

/** Throws `idempotency_key_reused` if the key belongs to another body. For dry runs, which store nothing. */
export const refuseReusedKey = async (key: Key, body: unknown, now: Instant): Promise<void> => {
  const item = await getItem(key);
  const kept = item && readStoredRequest(item);
  const counts = kept !== undefined && kept.state !== 'open' && kept.keptUntil > now;
  if (counts && kept.bodyHash !== hashOf(body)) throw problem('idempotency_key_reused');
};

type Started = { readonly request: StoredRequest; readonly again: boolean; readonly outcomes?: string | undefined };

const startOrFind = async (asked: Asked, bodyHash: string): Promise<Started> => {
  const { key, now, inviter, lifetimeSeconds } = asked;
  const request: StoredRequest = {
    state: 'running',
    bodyHash,
    at: now,
    seed: randomBytes(16).toString('base64url'),
    inviter,
    lifetimeSeconds,
    leaseUntil: instantAfter(now, leaseSeconds),
    keptUntil: instantAfter(now, keptSeconds),
  };
  const [refused] = await attempt([startRequest(key, request, now)]);
  return refused === undefined ? { request, again: false } : waitFor(readStoredRequest(refused.found), asked, bodyHash);
};

// Longer than any request that waits.
const longestWaitSeconds = 30;

const isRunning = ({ state, leaseUntil }: StoredRequest): boolean =>
  state === 'running' && leaseUntil > presentInstant();

/** Waits for the first request with the key. At most two wait, because each occupies a function. */
const waitFor = async (found: StoredRequest, asked: Asked, bodyHash: string): Promise<Started> => {
  if (!isRunning(found) || found.bodyHash !== bodyHash) return follow(found, asked, bodyHash);
  const at = presentInstant();
  const until = instantAfter(at, longestWaitSeconds);
  for (const slot of waitingSlots) {
    const refused = await attempt([takeWaitingSlot(asked.key, slot, at, until)]);
    if (refused.length > 0) continue;
    try {
      return await follow(found, asked, bodyHash);
    } finally {
      await attempt([freeWaitingSlot(asked.key, slot, until)]).catch(() => undefined);
    }
  }
  throw problem('try_again', { retryAfter: 1 });
};

const follow = async (found: StoredRequest, asked: Asked, bodyHash: string): Promise<Started> => {
  const { key, hasTime } = asked;
  for (let other = found; hasTime(); ) {
    // The first run was rejected without storing anything, and released the key.
    if (other.state === 'open') return startOrFind(asked, bodyHash);
    if (other.bodyHash !== bodyHash) throw problem('idempotency_key_reused');
    if (other.state === 'done') return { request: other, again: true, outcomes: other.outcomes };
    const at = presentInstant();
    if (other.leaseUntil <= at) {
      const leaseUntil = instantAfter(at, leaseSeconds);
      const refused = await attempt([moveLease(key, other.leaseUntil, leaseUntil)]);
      if (refused.length === 0) return { request: { ...other, leaseUntil }, again: true };
    }
    await pause(pauseMilliseconds);
    other = readStoredRequest(await getItem(key));
  }
  throw problem('try_again', { retryAfter: 1 });
};
