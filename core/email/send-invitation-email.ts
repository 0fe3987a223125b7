import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryReason } from '#core/contract/delivery-reasons.ts';
import type { Instant } from '#core/contract/fields.ts';
import { instantAfter } from '#core/instant.ts';
import { invitationToken } from '#core/invitation-token.ts';
import type { SecretKeys } from '#core/secret-keys.ts';
import { type Origin, system } from '#core/table/change.ts';
import { attempt, type Refused } from '#core/table/commit.ts';
import {
  addressHash,
  countForRecipient,
  type End,
  endDelivery,
  type Failure,
  failDelivery,
  readDelivery,
  reportDelivery,
  restartDelivery,
  type Send,
  type StoredDelivery,
  startDelivery,
  takeOverDelivery,
} from '#core/table/delivery.ts';
import { checkNotPaused } from '#core/table/email-quota.ts';
import { markDelivery, readInvitation, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { invitationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import type { Item } from '#core/table/write.ts';
import { TryLater } from '#core/try-later.ts';
import { givenUp } from './give-up.ts';
import { type Email, invitationEmail } from './invitation-email.ts';
import { countForOrganization, judgeQuota, type QuotaVerdict } from './organization-quota.ts';
import { unlessLater } from './unless-later.ts';

/** What SES will never take: trying again would be refused again. */
export class EmailRefused extends Error {}

export type EmailSettings = {
  readonly baseUrl: string;
  readonly productName: string;
  readonly senderEmail: string;
  readonly secretKeys: () => Promise<SecretKeys>;
  /**
   * Hands the mail to SES and answers its message id. Throws `EmailRefused` when it is refused for good, `TryLater` when it was not taken this
   * time, and anything else when nobody knows.
   */
  readonly sendEmail: (email: Email, send: Send) => Promise<string>;
  readonly now: () => Instant;
};

/** The change that asks for an email: the invitation as it was then. */
export type EmailRequest = { readonly invitation: StoredInvitation; readonly requestId: string };

// Longer than one try with SES can take, so that only a dead sender's lease runs out.
const leaseSeconds = 30;
// Each refusal of the organization's quota but the last can be a new day, a new item or a clock that is ahead.
const mostQuotaSteps = 4;

// The lease lasts about as long.
const mostMarks = 5;
const betweenMarksMilliseconds = 1_000;

const notNeeded = 'no_longer_pending' satisfies DeliveryReason;

/** What a call did: `known` where there was nothing left to do, or another limit stood in the way. */
export type SendOutcome = 'sent' | 'failed' | 'skipped' | 'known';

/**
 * Sends the nth email of an invitation, once however often it is asked to, and marks what became of it. Nothing is sent for an invitation
 * that is not pending any more, nor beyond the limits per address and organization, nor while the organization is paused. Throws when it should be asked again.
 */
export const sendInvitationEmail = async (
  { invitation, requestId }: EmailRequest,
  settings: EmailSettings,
): Promise<SendOutcome> => {
  const { organizationId, id: invitationId, sentCount: sendNumber } = invitation;
  const send = { organizationId, invitationId, sendNumber };
  const leaseUntil = await claim(send, invitation, requestId, settings);
  if (leaseUntil === undefined) return 'known';
  const item = await getItem(invitationKey(send));
  const current = item && readInvitation(item);
  if (current === undefined || statusAt(current, settings.now()) !== 'pending') {
    const mark = { delivery: 'failed', deliveryReason: notNeeded } as const;
    await unlessLater(endDelivery(send, leaseUntil, { state: 'skipped' }), markDelivery(send, sendNumber, mark));
    return 'skipped';
  }
  const answer = await composeAndSend(current, send, settings).catch((error: unknown) => error);
  if (typeof answer === 'string') {
    await persistently(() => end(send, leaseUntil, { state: 'sent', messageId: answer }));
    return 'sent';
  }
  if (answer instanceof EmailRefused) {
    const origin = { at: settings.now(), by: system, requestId };
    const failure = { invitation: current, reason: answer.message, origin };
    await persistently(() => end(send, leaseUntil, { state: 'failed', failure }));
    return 'failed';
  }
  // Given back only where the mail surely was not taken: the next try need not wait for the lease's end. Otherwise nobody sends before that.
  if (answer instanceof TryLater) await attempt([takeOverDelivery(send, leaseUntil, settings.now())]);
  throw answer;
};

/** What SES has taken and nobody noted would be sent again when the lease is over: a table that is busy or not reached is asked several times. */
const persistently = async <T>(mark: () => Promise<T>): Promise<T> => {
  for (let tried = 1; tried < mostMarks; tried++) {
    try {
      return await mark();
    } catch {
      await pause(betweenMarksMilliseconds);
    }
  }
  return mark();
};

const composeAndSend = async (invitation: StoredInvitation, send: Send, settings: EmailSettings): Promise<string> =>
  settings.sendEmail(await compose(invitation, settings), send);

const compose = async (invitation: StoredInvitation, settings: EmailSettings): Promise<Email> => {
  const { baseUrl, productName, senderEmail, now, secretKeys } = settings;
  const { organizationId, id, organizationName, invitedBy, role, email, expiresAt } = invitation;
  const token = invitationToken({ organizationId, invitationId: id }, await secretKeys());
  return invitationEmail({
    recipient: email,
    organizationName,
    inviter: invitedBy,
    role,
    link: `${baseUrl}/invitation#${token}`,
    expiresAt,
    now: now(),
    productName,
    senderEmail,
  });
};

/** Until when this sender holds the email; undefined when there is nothing left to do. Throws `TryLater` while another holds it. */
const claim = async (
  send: Send,
  invitation: StoredInvitation,
  requestId: string,
  { now }: EmailSettings,
): Promise<Instant | undefined> => {
  const at = now();
  const leaseUntil = instantAfter(at, leaseSeconds);
  const origin = { at, by: system, requestId };
  const { organizationId } = invitation;
  const started = await start(send, invitation, leaseUntil, origin);
  if (started === 'started') return leaseUntil;
  if ('reason' in started) {
    await refuseToSend(send, { invitation, reason: started.reason, origin });
    return undefined;
  }
  const { held } = started;
  const delivery = readDelivery(held);
  const wasGivenUp = delivery.state === 'failed' && delivery.deliveryReason === givenUp;
  if (delivery.state !== 'sending' && !wasGivenUp) return undefined;
  if (delivery.leaseUntil > at) throw new TryLater('Another sender holds this email');
  const [refused] = await attempt([
    wasGivenUp ? restartDelivery(send, delivery, leaseUntil) : takeOverDelivery(send, delivery.leaseUntil, leaseUntil),
    checkNotPaused(organizationId),
  ]);
  if (refused === undefined) return leaseUntil;
  if (refused.index === 0) throw new TryLater('Another sender took this email over');
  await refuseHeld(send, delivery, { invitation, reason: 'organization_paused', origin });
  return undefined;
};

type Start = 'started' | { readonly held: Item } | { readonly reason: DeliveryReason };

/** Starts the delivery and counts it for recipient and organization, all or nothing. */
const start = async (send: Send, invitation: StoredInvitation, leaseUntil: Instant, origin: Origin): Promise<Start> => {
  const { email, organizationId } = invitation;
  const forRecipient = countForRecipient(addressHash(email), organizationId, origin.at);
  let forOrganization = countForOrganization(invitation, origin);
  for (let step = 0; step < mostQuotaSteps; step++) {
    const refused = await attempt([startDelivery(send, leaseUntil), forRecipient, forOrganization]);
    if (refused.length === 0) return 'started';
    const verdict = await judgeRefused(refused, invitation, origin);
    if (!('step' in verdict)) return verdict;
    forOrganization = verdict.step;
  }
  throw new TryLater('The quota of the organization changed every time');
};

const judgeRefused = async (
  refused: readonly Refused[],
  invitation: StoredInvitation,
  origin: Origin,
): Promise<Exclude<Start, 'started'> | QuotaVerdict> => {
  const [held, full, quota] = [0, 1, 2].map((n) => refused.find(({ index }) => index === n));
  if (held?.found) return { held: held.found };
  const verdict = quota && (await judgeQuota(quota.found, invitation, origin));
  return verdict === undefined || (full && 'step' in verdict) ? { reason: 'recipient_limit_reached' } : verdict;
};

const refuseToSend = async (send: Send, failure: Failure) =>
  unlessLater(
    failDelivery(send, failure),
    markDelivery(send, send.sendNumber, { delivery: 'failed', deliveryReason: failure.reason }),
  );

/** Ends an email whose sender has died, because it must not be sent any more. */
const refuseHeld = async (send: Send, { state, change }: StoredDelivery, failure: Failure) =>
  unlessLater(
    reportDelivery(send, [state], 'failed', change === undefined ? failure : undefined),
    markDelivery(send, send.sendNumber, { delivery: 'failed', deliveryReason: failure.reason }),
  );

const end = async (send: Send, leaseUntil: Instant, outcome: Exclude<End, { readonly state: 'skipped' }>) => {
  const reason = outcome.state === 'failed' ? outcome.failure.reason : undefined;
  const mark = { delivery: outcome.state, ...(reason !== undefined && { deliveryReason: reason }) };
  await unlessLater(endDelivery(send, leaseUntil, outcome), markDelivery(send, send.sendNumber, mark));
};
