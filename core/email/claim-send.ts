import { createHash } from 'node:crypto';
import type { DeliveryReason } from '#core/contract/delivery-reasons.ts';
import type { Instant } from '#core/contract/fields.ts';
import { instantAfter } from '#core/instant.ts';
import { attempt, type Refused } from '#core/table/commit.ts';
import {
  countForRecipient,
  readDelivery,
  restartDelivery,
  type Send,
  type StoredDelivery,
  startDelivery,
  takeOverDelivery,
} from '#core/table/delivery.ts';
import { type StoredInvitation, stillPendingAt } from '#core/table/invitation.ts';
import type { Write } from '#core/table/write.ts';
import { TryLater } from '#core/try-later.ts';
import { givenUp } from './give-up.ts';

/** A condition on sending, written in the transaction that claims the send, and the reason if it does not hold. */
type Condition = { readonly write: Write; readonly reason: DeliveryReason };

// Longer than one attempt with SES can take, so that only a dead sender's lease runs out.
const leaseSeconds = 30;
const mostEmailsADay = 10;

const addressHash = (email: string) => createHash('sha256').update(email).digest('hex');

/** Conditions without an effect. They hold at each attempt, also for a sender that takes over. */
const checksOf = (send: Send, at: Instant): readonly Condition[] => [
  { write: stillPendingAt(send, at), reason: 'no_longer_pending' },
];

/** Conditions that count the email. They are written once for each send, by the sender that starts it. */
const countersOf = ({ email }: StoredInvitation, at: Instant): readonly Condition[] => [
  { write: countForRecipient(addressHash(email), at, mostEmailsADay), reason: 'recipient_limit_reached' },
];

/** The outcome of a claim. `startedUntil`: end of the lease of an earlier sender that has died. */
type Claim =
  | { readonly outcome: 'claimed'; readonly leaseUntil: Instant }
  | { readonly outcome: 'refused'; readonly reason: DeliveryReason; readonly startedUntil: Instant | undefined }
  /** Another sender has finished with it. */
  | { readonly outcome: 'finished'; readonly delivery: StoredDelivery };

const failedCondition = (refused: readonly Refused[], conditions: readonly Condition[]) =>
  refused.flatMap(({ index }) => conditions[index - 1] ?? [])[0];

const takeOver = async (send: Send, held: StoredDelivery, at: Instant, leaseUntil: Instant): Promise<Claim> => {
  const wasGivenUp = held.state === 'failed' && held.deliveryReason === givenUp;
  if (held.state !== 'sending' && !wasGivenUp) return { outcome: 'finished', delivery: held };
  if (held.leaseUntil > at) throw new TryLater('Another sender holds this email');
  const checks = checksOf(send, at);
  const taking = wasGivenUp
    ? restartDelivery(send, held, leaseUntil)
    : takeOverDelivery(send, held.leaseUntil, leaseUntil);
  const refused = await attempt([taking, ...checks.map(({ write }) => write)]);
  if (refused.length === 0) return { outcome: 'claimed', leaseUntil };
  if (refused.some(({ index }) => index === 0)) throw new TryLater('Another sender took this email over');
  const reason = failedCondition(refused, checks)?.reason ?? 'no_longer_pending';
  return wasGivenUp
    ? { outcome: 'finished', delivery: held }
    : { outcome: 'refused', reason, startedUntil: held.leaseUntil };
};

/**
 * Claims a send with a lease, in one transaction with everything that must hold for it. Throws `TryLater` while another
 * sender has the lease.
 */
export const claimSend = async (send: Send, invitation: StoredInvitation, at: Instant): Promise<Claim> => {
  const leaseUntil = instantAfter(at, leaseSeconds);
  const conditions = [...checksOf(send, at), ...countersOf(invitation, at)];
  const refused = await attempt([startDelivery(send, leaseUntil), ...conditions.map(({ write }) => write)]);
  if (refused.length === 0) return { outcome: 'claimed', leaseUntil };
  const held = refused.find(({ index }) => index === 0)?.found;
  if (held !== undefined) return takeOver(send, readDelivery(held), at, leaseUntil);
  const reason = failedCondition(refused, conditions)?.reason ?? 'no_longer_pending';
  return { outcome: 'refused', reason, startedUntil: undefined };
};
