import { createHash } from 'node:crypto';
import { type AuditCategory, type AuditEvent, type AuditEventType, auditEvent } from '#core/contract/audit-event.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { Actor } from './change.ts';
import { putUnlessThere } from './commit.ts';
import {
  auditEventId,
  auditEventSortKey,
  auditEvents,
  auditEventsAbout,
  auditEventsAt,
  auditEventsOfCategory,
} from './keys.ts';
import { queryItems } from './read.ts';

export const readAuditEvent = (item: unknown): AuditEvent => auditEvent.parse(item);

/** An event as a change tells it; whether it has the facts of its type is looked at before it is kept. */
export type NewAuditEvent = {
  readonly type: AuditEventType;
  readonly category: AuditCategory;
  readonly occurredAt: Instant;
  readonly actor: Actor;
  readonly subject: { readonly type: AuditCategory; readonly id: string; readonly email?: string };
  readonly details: Readonly<Record<string, unknown>>;
};

/** Whether the log has an event of this type about this thing at this time, whoever's request it was. */
export const hasAuditEvent = async (organizationId: string, event: NewAuditEvent): Promise<boolean> => {
  const { items } = await queryItems(auditEventsAt(organizationId, event.occurredAt, event.subject.id, event.type), 1);
  return items.length > 0;
};

type Recorded = {
  readonly organizationId: string;
  /** `id` is made here, of the key. */
  readonly event: NewAuditEvent;
  readonly requestId: string;
  readonly recordedAt: Instant;
};

/** Adds an event to the audit log, once: a second time changes nothing. Throws for one without the facts of its type. */
export const recordAuditEvent = async ({ organizationId, event, requestId, recordedAt }: Recorded): Promise<void> => {
  const request = createHash('sha256').update(requestId).digest('hex').slice(0, 12);
  const sortKey = auditEventSortKey({ at: event.occurredAt, subjectId: event.subject.id, type: event.type, request });
  const email = event.subject.email;
  const item = {
    PK: auditEvents(organizationId),
    SK: sortKey,
    GSI1PK: auditEventsOfCategory(organizationId, event.category),
    GSI1SK: sortKey,
    ...(email !== undefined && { GSI2PK: auditEventsAbout({ organizationId, email }), GSI2SK: sortKey }),
    // Nothing changes or deletes an event: one that can't be read would stand in the way of its whole page for ever.
    ...auditEvent.parse({ ...event, id: auditEventId(sortKey) }),
    recordedAt,
  };
  await putUnlessThere(item);
};
