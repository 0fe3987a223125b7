import type { DeliveryReason } from '#core/contract/delivery-reasons.ts';
import type { Instant } from '#core/contract/fields.ts';
import { instantAfter } from '#core/instant.ts';
import { RetryableError } from '#core/retryable-error.ts';
import type { Origin } from '#core/table/change.ts';
import { attempt, type Refused } from '#core/table/commit.ts';
import {
  addressHash,
  countForRecipient,
  readDelivery,
  restartDelivery,
  type Send,
  type StoredDelivery,
  startDelivery,
  takeOverDelivery,
} from '#core/table/delivery.ts';
import { checkNotPaused } from '#core/table/email-quota.ts';
import { type StoredInvitation, stillPendingAt } from '#core/table/invitation.ts';
import type { Item } from '#core/table/write.ts';
import { givenUp } from './give-up.ts';
import { countForOrganization, judgeQuota, type QuotaVerdict } from './organization-quota.ts';

// Longer than one attempt with SES can take, so that only a dead sender's lease runs out.
const leaseSeconds = 30;
// Each failed condition of the organization's quota except the last can be a new day, a new item or a clock that is ahead.
const maxQuotaAttempts = 4;

/** The outcome of a claim. `held` is the delivery of an earlier sender that did not finish. */
export type Claim =
  | { readonly outcome: 'claimed'; readonly leaseUntil: Instant }
  | { readonly outcome: 'refused'; readonly reason: DeliveryReason; readonly held: StoredDelivery | undefined }
  /** Another sender has finished with it. */
  | { readonly outcome: 'finished'; readonly delivery: StoredDelivery };

/** Takes over from an earlier sender, whose claim has counted the email. */
const takeOver = async (send: Send, held: StoredDelivery, at: Instant, leaseUntil: Instant): Promise<Claim> => {
  const wasGivenUp = held.state === 'failed' && held.deliveryReason === givenUp;
  if (held.state !== 'sending' && !wasGivenUp) return { outcome: 'finished', delivery: held };
  if (held.leaseUntil > at) throw new RetryableError('Another sender holds this email');
  const taking = wasGivenUp
    ? restartDelivery(send, held, leaseUntil)
    : takeOverDelivery(send, held.leaseUntil, leaseUntil);
  const refused = await attempt([taking, stillPendingAt(send, at), checkNotPaused(send.organizationId)]);
  if (refused.length === 0) return { outcome: 'claimed', leaseUntil };
  const [isTaken, isOver] = [0, 1].map((n) => refused.some(({ index }) => index === n));
  if (isTaken) throw new RetryableError('Another sender took this email over');
  if (isOver && wasGivenUp) return { outcome: 'finished', delivery: held };
  return { outcome: 'refused', reason: isOver ? 'no_longer_pending' : 'organization_paused', held };
};

type NotStarted = { readonly found: Item } | { readonly reason: DeliveryReason };

const judgeRefused = async (
  refused: readonly Refused[],
  invitation: StoredInvitation,
  origin: Origin,
): Promise<NotStarted | QuotaVerdict> => {
  const [started, over, full, quota] = [0, 1, 2, 3].map((n) => refused.find(({ index }) => index === n));
  if (started?.found) return { found: started.found };
  if (over) return { reason: 'no_longer_pending' };
  const verdict = quota && (await judgeQuota(quota.found, invitation, origin));
  return verdict === undefined || (full && 'step' in verdict) ? { reason: 'recipient_limit_reached' } : verdict;
};

/**
 * Starts the delivery and counts it for recipient and organization, all or nothing, while the invitation is pending and
 * the organization is not paused.
 */
const start = async (
  send: Send,
  invitation: StoredInvitation,
  origin: Origin,
  leaseUntil: Instant,
): Promise<NotStarted | 'started'> => {
  const isPending = stillPendingAt(send, origin.at);
  const forRecipient = countForRecipient(addressHash(invitation.email), send.organizationId, origin.at);
  let forOrganization = countForOrganization(invitation, origin);
  for (let attempts = 0; attempts < maxQuotaAttempts; attempts++) {
    const refused = await attempt([startDelivery(send, leaseUntil), isPending, forRecipient, forOrganization]);
    if (refused.length === 0) return 'started';
    const verdict = await judgeRefused(refused, invitation, origin);
    if (!('step' in verdict)) return verdict;
    forOrganization = verdict.step;
  }
  throw new RetryableError('The quota of the organization changed at each attempt');
};

/**
 * Claims a send with a lease, in one transaction with everything that must hold for it. Throws `RetryableError` while another
 * sender has the lease.
 */
export const claimSend = async (send: Send, invitation: StoredInvitation, origin: Origin): Promise<Claim> => {
  const leaseUntil = instantAfter(origin.at, leaseSeconds);
  const started = await start(send, invitation, origin, leaseUntil);
  if (started === 'started') return { outcome: 'claimed', leaseUntil };
  if ('found' in started) return takeOver(send, readDelivery(started.found), origin.at, leaseUntil);
  return { outcome: 'refused', reason: started.reason, held: undefined };
};
