import { type DeliveryReason, deliveryReasons } from '#core/contract/delivery-reasons.ts';
import type { Invitation } from '#core/contract/invitation.ts';

type Words = {
  readonly text: string;
  /** Whether there is something to do about it. */
  readonly bad: boolean;
  /** Advice when the reason is unknown. */
  readonly next: string;
};

const words: Readonly<Record<Invitation['delivery'], Words>> = {
  queued: { text: 'Sending', bad: false, next: '' },
  sent: { text: 'Sent', bad: false, next: '' },
  delivered: { text: 'Delivered', bad: false, next: '' },
  bounced: { text: 'Bounced', bad: true, next: 'Check the email address.' },
  complained: { text: 'Marked as spam', bad: true, next: 'Contact them another way.' },
  failed: { text: 'Not sent', bad: true, next: 'Try again, or check the email address.' },
};

/** The reasons, short enough for a column of a table. */
const briefs: Readonly<Record<DeliveryReason, string>> = {
  recipient_limit_reached: 'Daily limit reached',
  organization_limit_reached: 'Daily limit reached',
  organization_paused: 'Invitations paused',
  hard_bounce: 'Rejected',
  soft_bounce: 'Temporarily rejected',
  mailbox_full: 'Mailbox full',
  content_refused: 'Blocked by content filter',
  suppressed: 'Blocked address',
  spam_complaint: 'Blocked address',
  could_not_be_sent: 'Try again',
  no_longer_pending: 'No longer pending',
  refused_by_mail_service: 'Contact support',
};

type Delivered = Pick<Invitation, 'delivery' | 'deliveryReason' | 'status'>;

// A reason that is none of ours is the mail service's own sentence.
const lookUp = (table: Readonly<Record<string, string>>, reason: string): string =>
  Object.hasOwn(table, reason) ? (table[reason] ?? reason) : reason;

/** Why an email was not delivered, in words. */
export const reasonWords = (reason: string): string => lookUp(deliveryReasons, reason);

/** The delivery of the latest email in words, with what to do where there is something to do. */
export const deliveryWords = ({ delivery, deliveryReason, status }: Delivered) => {
  // Revoked or expired before its email left: none is sent any more.
  if (delivery === 'queued' && status !== 'pending') return { text: 'Not sent', bad: false } as const;
  const { text, bad, next } = words[delivery];
  if (!bad) return { text, bad } as const;
  const brief = deliveryReason === undefined ? next : lookUp(briefs, deliveryReason);
  const advice = deliveryReason === undefined ? next : reasonWords(deliveryReason);
  return { text, bad, brief, reason: status === 'pending' ? advice : undefined };
};
