import type { DeliveryReason } from '#core/contract/delivery-reasons.ts';
import type { Instant } from '#core/contract/fields.ts';
import { retry } from '#core/retry.ts';
import { updateAlone } from '#core/table/commit.ts';
import {
  endDelivery,
  type Failure,
  failDelivery,
  readDelivery,
  reportDelivery,
  type Send,
  type StoredDelivery,
  skipDelivery,
} from '#core/table/delivery.ts';
import { markDelivery, markSent, type StoredInvitation } from '#core/table/invitation.ts';
import type { Write } from '#core/table/write.ts';
import { givenUp } from './give-up.ts';
import { unlessLater } from './unless-later.ts';

const noLongerPending = 'no_longer_pending' satisfies DeliveryReason;

/**
 * Retries a write that must not be lost: an email that SES took and nothing records would be sent again. The lease lasts
 * about as long.
 */
const persistently = <T>(write: () => Promise<T>): Promise<T> =>
  retry(write, { maxAttempts: 5, isRetryable: () => true, baseMilliseconds: 2_000, maxPauseMilliseconds: 2_000 });

/**
 * Records that SES took the email: on its delivery, so that it is never sent again, then on the invitation. Two writes
 * cost half of a transaction. A sender that dies between them leaves the message in the queue, and `finishSent` does
 * the second one.
 */
export const recordSent = (send: Send, leaseUntil: Instant, messageId: string): Promise<void> =>
  persistently(async () => {
    const refused = await updateAlone(endDelivery(send, leaseUntil, { state: 'sent', messageId }));
    // A write whose response was lost is repeated by the SDK, and finds itself.
    if (refused === undefined || (refused.found && readDelivery(refused.found).state === 'sent'))
      await updateAlone(markSent(send));
  });

/** Shows a sent email on its invitation, if the sender died before it did. */
export const finishSent = async (
  send: Send,
  { state }: StoredDelivery,
  { delivery, deliveryReason, sentCount }: StoredInvitation,
): Promise<void> => {
  const isUnmarked = delivery === 'queued' || deliveryReason === givenUp;
  if (state === 'sent' && sentCount === send.sendNumber && isUnmarked) await updateAlone(markSent(send));
};

/** Records that SES refused the email permanently. */
export const recordRefused = (send: Send, leaseUntil: Instant, failure: Failure): Promise<void> =>
  persistently(async () => {
    const mark = { delivery: 'failed', deliveryReason: failure.reason } as const;
    const ended = endDelivery(send, leaseUntil, { state: 'failed', failure });
    await unlessLater(ended, markDelivery(send, send.sendNumber, mark));
  });

const endHeld = (send: Send, { state, leaseUntil, change }: StoredDelivery, failure: Failure): Write => {
  if (failure.reason === noLongerPending) return endDelivery(send, leaseUntil, { state: 'skipped' });
  // An email has one audit event, also if it was given up before.
  if (change !== undefined) return reportDelivery(send, [state], 'failed');
  return endDelivery(send, leaseUntil, { state: 'failed', failure });
};

/** Records that the email must not be sent. `held` is the delivery of an earlier sender that did not finish. */
export const recordNotSent = async (
  send: Send,
  reason: DeliveryReason,
  held: StoredDelivery | undefined,
  failure: Failure,
): Promise<'failed' | 'skipped'> => {
  const mark = markDelivery(send, send.sendNumber, { delivery: 'failed', deliveryReason: reason });
  // An invitation that is no longer pending waits for no email: its audit log has the reason.
  const isSkipped = reason === noLongerPending;
  const notStarted = isSkipped ? skipDelivery(send, failure.origin.at) : failDelivery(send, failure);
  await unlessLater(held ? endHeld(send, held, failure) : notStarted, mark);
  return isSkipped ? 'skipped' : 'failed';
};
