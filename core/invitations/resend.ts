import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { problem } from '#core/problem.ts';
import { commit } from '#core/table/commit.ts';
import { resendPending, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import type { InvitationId } from '#core/table/keys.ts';
import { answerInvitation } from './answer.ts';
import { findInvitation } from './find.ts';

/** Emails of one invitation in all, the first included. */
const mostEmails = 5;

const secondsUntil = (lastSentAt: Instant, pauseSeconds: number, now: Instant): number =>
  Math.ceil((Date.parse(lastSentAt) + pauseSeconds * 1000 - Date.parse(now)) / 1000);

const refuseResend = (invitation: StoredInvitation, now: Instant, pauseSeconds: number): void => {
  const invitationStatus = statusAt(invitation, now);
  if (invitationStatus !== 'pending') throw problem('invitation_not_pending', { invitationStatus });
  if (invitation.sentCount >= mostEmails) throw problem('resend_limit_reached', { limit: mostEmails });
  const retryAfter = secondsUntil(invitation.lastSentAt, pauseSeconds, now);
  if (retryAfter > 0) throw problem('resend_too_soon', { retryAfter });
};

/**
 * Sends the email of a pending invitation again: same link, same expiry. At most five in all, with a pause between. Both are judged on the
 * invitation as read, and the write is conditioned on nobody having resent it since.
 */
export const resendInvitation = async (
  id: InvitationId,
  request: CallerRequest,
  pauseSeconds: number,
): Promise<Invitation> => {
  const admin = await authorize(request.caller, id.organizationId, 'admin');
  const invitation = await findInvitation(id);
  refuseResend(invitation, request.now, pauseSeconds);
  await commit([resendPending(invitation, originOf(admin, request), pauseSeconds)]);
  const { deliveryReason: _, ...sent } = invitation;
  const resent = { ...sent, sentCount: sent.sentCount + 1, lastSentAt: request.now, delivery: 'queued' } as const;
  return answerInvitation(resent, request.now);
};
