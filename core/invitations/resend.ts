import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import { emailsPerInvitation, type Invitation } from '#core/contract/invitation.ts';
import { problem } from '#core/problem.ts';
import { commit } from '#core/table/commit.ts';
import { addressHash, isRecipientFull } from '#core/table/delivery.ts';
import { dayOf } from '#core/table/email-quota.ts';
import { readInvitation, resendPending, type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { type InvitationId, invitationKey, organizationKey, recipientKey } from '#core/table/keys.ts';
import { readOrganization } from '#core/table/organization.ts';
import { getItem, getItems } from '#core/table/read.ts';
import { answerInvitation } from './answer.ts';

const secondsUntil = (lastSentAt: Instant, pauseSeconds: number, now: Instant): number =>
  Math.ceil((Date.parse(lastSentAt) + pauseSeconds * 1000 - Date.parse(now)) / 1000);

const refuseResend = (invitation: StoredInvitation, now: Instant, pauseSeconds: number): void => {
  const invitationStatus = statusAt(invitation, now);
  if (invitationStatus !== 'pending') throw problem('invitation_not_pending', { invitationStatus });
  if (invitation.sentCount >= emailsPerInvitation)
    throw problem('resend_limit_reached', { limit: emailsPerInvitation });
  const retryAfter = secondsUntil(invitation.lastSentAt, pauseSeconds, now);
  if (retryAfter > 0) throw problem('resend_too_soon', { retryAfter });
};

const secondsToMidnight = (now: Instant): number => 86_400 - (Math.floor(Date.parse(now) / 1000) % 86_400);

/** Throws `recipient_limit_reached` before anything changes, because the email would fail. */
const refuseFullRecipient = async ({ email, organizationId }: StoredInvitation, now: Instant): Promise<void> => {
  const recipient = await getItem(recipientKey(addressHash(email), dayOf(now)));
  if (isRecipientFull(recipient, organizationId))
    throw problem('recipient_limit_reached', { retryAfter: secondsToMidnight(now) });
};

/**
 * Sends the email of a pending invitation again, with the same link and expiration. At most five emails, with a pause
 * in between. Both are checked on the invitation as read; the write's condition is that it was not resent since.
 */
export const resendInvitation = async (
  id: InvitationId,
  request: CallerRequest,
  pauseSeconds: number,
): Promise<Invitation> => {
  const admin = await authorize(request.caller, id.organizationId, 'admin');
  const [organization, item] = await getItems([organizationKey(id.organizationId), invitationKey(id)]);
  if (readOrganization(organization).paused) throw problem('organization_paused');
  if (item === undefined) throw problem('invitation_not_found');
  const invitation = readInvitation(item);
  refuseResend(invitation, request.now, pauseSeconds);
  await refuseFullRecipient(invitation, request.now);
  await commit([resendPending(invitation, originOf(admin, request), pauseSeconds)]);
  const { deliveryReason: _, ...sent } = invitation;
  const resent = { ...sent, sentCount: sent.sentCount + 1, lastSentAt: request.now, delivery: 'queued' } as const;
  return answerInvitation(resent, request.now);
};
