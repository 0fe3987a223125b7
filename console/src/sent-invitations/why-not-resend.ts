import { deliveryReasons } from '#core/contract/delivery-reasons.ts';
import { emailsPerInvitation, type Invitation } from '#core/contract/invitation.ts';
import { problems, sentenceOf } from '#core/contract/problems.ts';

/** The email history of an invitation. An API response that only names the invitation has none of it. */
export type SentEmails = Partial<Pick<Invitation, 'sentCount' | 'lastSentAt' | 'delivery' | 'deliveryReason'>>;

const isSameDay = (at: string, now: number): boolean => at.slice(0, 10) === new Date(now).toISOString().slice(0, 10);

/** Why the email of a pending invitation can't be sent again, as a sentence; `undefined` where it can, at once or in a minute. */
export const whyNotResend = (invitation: SentEmails, now: number): string | undefined => {
  const { sentCount = 1, lastSentAt = '', delivery, deliveryReason } = invitation;
  if (sentCount >= emailsPerInvitation)
    return sentenceOf(problems.resend_limit_reached.detail, { limit: emailsPerInvitation });
  if (deliveryReason === 'suppressed') return deliveryReasons.suppressed;
  if (delivery === 'complained') return deliveryReasons.spam_complaint;
  if (deliveryReason === 'recipient_limit_reached' && isSameDay(lastSentAt, now))
    return deliveryReasons.recipient_limit_reached;
  return undefined;
};
