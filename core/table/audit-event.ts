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

/** An event of a change, before validation. */
export type NewAuditEvent = {
  readonly type: AuditEventType;
  readonly category: AuditCategory;
  readonly occurredAt: Instant;
  readonly actor: Actor;
  readonly subject: { readonly type: AuditCategory; readonly id: string; readonly email?: string };
  readonly details: Readonly<Record<string, unknown>>;
};

/** Returns whether the log has an event of this type, subject and instant, of any request. */
export const hasAuditEvent = async (organizationId: string, event: NewAuditEvent): Promise<boolean> => {
  const { items } = await queryItems(auditEventsAt(organizationId, event.occurredAt, event.subject.id, event.type), 1);
  return items.length > 0;
};

type Recorded = {
  readonly organizationId: string;
  /** The id is derived from the key. */
  readonly event: NewAuditEvent;
  readonly requestId: string;
  readonly recordedAt: Instant;
};

/** Adds an event to the audit log. Idempotent. Throws if the details do not fit the type. */
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
    // Validated, because events can't be changed or deleted, and an invalid one would break its whole page permanently.
    ...auditEvent.parse({ ...event, id: auditEventId(sortKey) }),
    recordedAt,
  };
  await putUnlessThere(item);
};
