import { RetryableError } from '#core/retryable-error.ts';
import { type Origin, system } from '#core/table/change.ts';
import { type DeliveryState, findDelivery, reportDelivery } from '#core/table/delivery.ts';
import { countFailedEmail } from '#core/table/email-quota.ts';
import { markDelivery, readInvitation } from '#core/table/invitation.ts';
import { invitationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import type { MailEvent, Outcome } from './mail-event.ts';
import { pauseForFailures } from './pause-for-failures.ts';
import { unlessLater } from './unless-later.ts';

/**
 * A higher state replaces a lower one, in any order of events. Events can overtake each other and the sender's own
 * update. A mail server can accept an email and return it later, and a spam report means that the email was
 * delivered.
 */
const rank: Readonly<Record<DeliveryState, number>> = {
  sending: 0,
  skipped: 0,
  sent: 1,
  failed: 2,
  delivered: 3,
  bounced: 4,
  complained: 5,
};

const tries = 8;

/** The result of recording: `recorded`, `known` if the event adds nothing, `unknown` if there is no such email. */
export type Recording = 'recorded' | 'known' | 'unknown';

const states = Object.keys(rank) as DeliveryState[];

/** The states that give way to this one. */
const below = (state: DeliveryState): DeliveryState[] => states.filter((other) => rank[other] < rank[state]);

/** Nothing but the write: most emails arrive, and `delivered` needs no facts. */
const recordArrival = async (event: MailEvent): Promise<Recording> => {
  const state = 'delivered';
  const refused = await unlessLater(
    reportDelivery(event, below(state), state),
    markDelivery(event, event.sendNumber, { delivery: state }),
  );
  if (refused === undefined) return 'recorded';
  return refused.found === undefined ? 'unknown' : 'known';
};

type Failing = Exclude<Outcome, { readonly state: 'delivered' }>;

const originOf = ({ at, eventId }: MailEvent): Origin => ({ at, by: system, requestId: eventId });

/** Returns undefined if the delivery was changed concurrently. */
const recordFailure = async (event: MailEvent, { state, reason }: Failing): Promise<Recording | undefined> => {
  const [item, seen] = await Promise.all([getItem(invitationKey(event)), findDelivery(event)]);
  if (item === undefined || seen === undefined) return 'unknown';
  if (rank[seen.state] >= rank[state]) return 'known';
  const invitation = readInvitation(item);
  const origin = originOf(event);
  const failure = seen.change === undefined ? { invitation, reason, origin } : undefined;
  const refused = await unlessLater(
    reportDelivery(event, [seen.state], state, failure),
    markDelivery(event, event.sendNumber, { delivery: state, deliveryReason: reason }),
    ...(state === 'failed' ? [] : [countFailedEmail(event.organizationId, state, event.at)]),
  );
  return refused === undefined ? 'recorded' : undefined;
};

/**
 * Writes what the mail service says of an email: on its delivery, and on the invitation unless a later email is under
 * way. An email that failed leaves one audit event, whatever else is said of it. Twice, late or out of order makes no
 * difference. Throws `RetryableError` when others were faster every time.
 */
export const recordDelivery = async (event: MailEvent): Promise<Recording> => {
  const { outcome } = event;
  if (outcome === undefined) return 'known';
  if (outcome.state === 'delivered') return recordArrival(event);
  for (let tried = 0; tried < tries; tried++) {
    const recording = await recordFailure(event, outcome);
    if (recording === undefined) continue;
    // Also when it comes again: the first time may have ended before this.
    if (recording !== 'unknown' && outcome.state !== 'failed')
      await pauseForFailures(event.organizationId, originOf(event));
    return recording;
  }
  throw new RetryableError('Others changed this delivery every time');
};
