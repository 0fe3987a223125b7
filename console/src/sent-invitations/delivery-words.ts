import { deliveryReasons } from '#core/contract/delivery-reasons.ts';
import type { Invitation } from '#core/contract/invitation.ts';

type Told = { readonly text: string; readonly bad: boolean; readonly next?: string };

const words: Readonly<Record<Invitation['delivery'], Told>> = {
  queued: { text: 'Sending', bad: false },
  sent: { text: 'Sent', bad: false },
  delivered: { text: 'Delivered', bad: false },
  bounced: { text: 'Bounced', bad: true, next: 'The address may be wrong.' },
  complained: { text: 'Marked as spam', bad: true, next: 'Ask the person before you resend it.' },
  failed: { text: 'Not sent', bad: true, next: 'Resend it, or check the address.' },
};

const holdsPlace = 'Still pending: it holds its place until it is revoked or expires.';

type Delivered = Pick<Invitation, 'delivery' | 'deliveryReason' | 'status'>;

const ourWords = new Map<string, string>(Object.entries(deliveryReasons));

/** Why an email did not arrive, in words. What is no reason of ours is the mail service's own sentence. */
export const reasonWords = (reason: string): string => ourWords.get(reason) ?? reason;

/** How the last email fared, in words, and what to do where it did not arrive. */
export const deliveryWords = ({ delivery, deliveryReason, status }: Delivered) => {
  // Revoked or expired before its email left: no email comes any more.
  if (delivery === 'queued' && status !== 'pending') return { text: 'Not sent', bad: false, reason: undefined };
  const { text, bad, next } = words[delivery];
  if (!bad) return { text, bad, reason: undefined };
  const advice = deliveryReason === undefined ? next : reasonWords(deliveryReason);
  return { text, bad, reason: status === 'pending' ? `${advice} ${holdsPlace}` : undefined };
};
