import type { Instant } from '#core/contract/fields.ts';
import { invitationToken } from '#core/invitation-token.ts';
import { RetryableError } from '#core/retryable-error.ts';
import type { SecretKeys } from '#core/secret-keys.ts';
import { system } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { findDelivery, type Send, takeOverDelivery } from '#core/table/delivery.ts';
import { readInvitation, type StoredInvitation } from '#core/table/invitation.ts';
import { invitationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { claimSend } from './claim-send.ts';
import type { EmailRequest } from './email-request.ts';
import { type Email, invitationEmail } from './invitation-email.ts';
import { finishSent, recordNotSent, recordRefused, recordSent } from './record-send.ts';

/** A refusal of SES that would be repeated. */
export class EmailRefused extends Error {}

export type EmailSettings = {
  readonly baseUrl: string;
  readonly productName: string;
  readonly senderEmail: string;
  readonly secretKeys: () => Promise<SecretKeys>;
  /**
   * Sends the email with SES and returns its message id. `firstMessageId` is that of the first email of the
   * invitation, for a resend. Throws `EmailRefused` when SES refuses it permanently,
   * `RetryableError` when SES did not take it this time, and any other error when the outcome is unknown.
   */
  readonly sendEmail: (email: Email, send: Send, firstMessageId?: string) => Promise<string>;
  readonly now: () => Instant;
};

/** `known`: another sender has finished with it. */
export type SendOutcome = 'sent' | 'failed' | 'skipped' | 'known';

/** `askedAt`: when the latest email of the invitation was asked for. */
export type SendResult = { readonly outcome: SendOutcome; readonly askedAt: Instant };

/**
 * Sends the nth email of an invitation once, however often it is requested, and records the outcome. Sends nothing for
 * an invitation that is no longer pending, beyond the daily limits of the address and the organization, or while the
 * organization is paused. Throws when the request should be repeated.
 */
export const sendInvitationEmail = async (
  { requestId, ...send }: EmailRequest,
  settings: EmailSettings,
): Promise<SendResult> => {
  const item = await getItem(invitationKey(send));
  // Only after the table was restored to a time before the invitation.
  if (item === undefined) return { outcome: 'skipped', askedAt: settings.now() };
  const invitation = readInvitation(item);
  const result = (outcome: SendOutcome): SendResult => ({ outcome, askedAt: invitation.lastSentAt });
  const origin = { at: settings.now(), by: system, requestId };
  const claim = await claimSend(send, invitation, origin);
  if (claim.outcome === 'finished') {
    await finishSent(send, claim.delivery, invitation);
    return result('known');
  }
  if (claim.outcome === 'refused') {
    const { reason, held } = claim;
    return result(await recordNotSent(send, reason, held, { invitation, reason, origin }));
  }
  return result(await sendClaimed(send, claim.leaseUntil, { invitation, requestId }, settings));
};

type Claimed = { readonly invitation: StoredInvitation; readonly requestId: string };

const sendClaimed = async (
  send: Send,
  leaseUntil: Instant,
  { invitation, requestId }: Claimed,
  settings: EmailSettings,
): Promise<SendOutcome> => {
  const answer = await composeAndSend(invitation, send, settings).catch((error: unknown) => error);
  if (typeof answer === 'string') {
    await recordSent(send, leaseUntil, answer);
    return 'sent';
  }
  if (answer instanceof EmailRefused) {
    const origin = { at: settings.now(), by: system, requestId };
    await recordRefused(send, leaseUntil, { invitation, reason: answer.message, origin });
    return 'failed';
  }
  // The lease ends only if SES certainly did not take the email: the next attempt need not wait. Otherwise it must.
  if (answer instanceof RetryableError) await attempt([takeOverDelivery(send, leaseUntil, settings.now())]);
  throw answer;
};

const composeAndSend = async (invitation: StoredInvitation, send: Send, settings: EmailSettings): Promise<string> => {
  const first = send.sendNumber > 1 ? await findDelivery({ ...send, sendNumber: 1 }) : undefined;
  return settings.sendEmail(await compose(invitation, settings), send, first?.messageId);
};

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
