import { type DeliveryReason, deliveryReasons } from '#core/contract/delivery-reasons.ts';
import type { Invitation } from '#core/contract/invitation.ts';

type Told = { readonly text: string; readonly bad: boolean; readonly next: string };

const words: Readonly<Record<Invitation['delivery'], Told>> = {
  queued: { text: 'Sending', bad: false, next: '' },
  sent: { text: 'Sent', bad: false, next: '' },
  delivered: { text: 'Delivered', bad: false, next: '' },
  bounced: { text: 'Bounced', bad: true, next: 'The address may be wrong.' },
  complained: { text: 'Marked as spam', bad: true, next: 'Ask the person before you resend it.' },
  failed: { text: 'Not sent', bad: true, next: 'Resend it, or check the address.' },
};

/** The reasons, as short as a column of a table. */
const briefs: Readonly<Record<DeliveryReason, string>> = {
  recipient_limit_reached: 'Ten emails today',
  hard_bounce: 'Refused for good',
  soft_bounce: 'Refused for now',
  mailbox_full: 'Mailbox full',
  content_refused: 'Content refused',
  suppressed: 'Address blocked',
  spam_complaint: 'Address blocked',
  could_not_be_sent: 'Resend it',
  no_longer_pending: 'Not pending any more',
  refused_by_mail_service: 'Ask support',
};

const holdsPlace = 'Still pending: it holds its place until it is revoked or expires.';

type Delivered = Pick<Invitation, 'delivery' | 'deliveryReason' | 'status'>;

// What is no reason of ours is the mail service's own sentence.
const lookUp = (table: Readonly<Record<string, string>>, reason: string): string =>
  Object.hasOwn(table, reason) ? (table[reason] ?? reason) : reason;

/** Why an email did not arrive, in words. */
export const reasonWords = (reason: string): string => lookUp(deliveryReasons, reason);

/** How the last email fared, in words, and what to do where it did not arrive. */
export const deliveryWords = ({ delivery, deliveryReason, status }: Delivered) => {
  // Revoked or expired before its email left: no email comes any more.
  if (delivery === 'queued' && status !== 'pending') return { text: 'Not sent', bad: false } as const;
  const { text, bad, next } = words[delivery];
  if (!bad) return { text, bad } as const;
  const brief = deliveryReason === undefined ? next : lookUp(briefs, deliveryReason);
  const advice = deliveryReason === undefined ? next : reasonWords(deliveryReason);
  return { text, bad, brief, reason: status === 'pending' ? `${advice} ${holdsPlace}` : undefined };
};
