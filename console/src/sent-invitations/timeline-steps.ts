import { readableEmail } from '#console/ui/readable-address.ts';
import type { AuditEvent, AuditEventType } from '#core/contract/audit-event.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { deliveryWords, reasonWords } from './delivery-words.ts';

export type Step = {
  readonly id: string;
  readonly title: string;
  readonly at: Instant;
  /** The actor. Undefined for events caused by time or a mail server. */
  readonly by: string | undefined;
  /** Delivery state of the email that this step sent, if known. */
  readonly note: string | undefined;
  readonly bad: boolean;
};

const titles: Partial<Readonly<Record<AuditEventType, string>>> = {
  'invitation.sent': 'Sent',
  'invitation.resent': 'Resent',
  'invitation.accepted': 'Accepted',
  'invitation.expired': 'Expired',
  'invitation.revoked': 'Revoked',
  'invitation.undelivered': 'Not delivered',
};

const isSending = ({ type }: AuditEvent) => type === 'invitation.sent' || type === 'invitation.resent';

const byWhom = ({ actor: { name, email } }: AuditEvent): string | undefined =>
  name !== undefined && email !== undefined
    ? `${name} (${readableEmail(email)})`
    : (name ?? (email && readableEmail(email)));

const reasonOf = (event: AuditEvent): string | undefined => {
  const reason = event.type === 'invitation.undelivered' ? event.details.reason : undefined;
  return reason && reasonWords(reason);
};

/**
 * Returns the history of an invitation from its audit events, newest first. The step that sent the last email has its
 * delivery state.
 */
export const timelineSteps = (invitation: Invitation, events: readonly AuditEvent[]): Step[] => {
  const lastSending = events.find(isSending);
  const { text, bad } = deliveryWords(invitation);
  // What did not arrive has a step of its own.
  const arrived = !bad && invitation.delivery !== 'queued' && invitation.delivery !== 'sent';
  return events.map((event) => ({
    id: event.id,
    title: titles[event.type] ?? event.type,
    at: event.occurredAt,
    by: byWhom(event),
    note: reasonOf(event) ?? (event === lastSending && arrived ? text : undefined),
    bad: event.type === 'invitation.undelivered',
  }));
};
