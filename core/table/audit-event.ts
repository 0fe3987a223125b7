import { createHash } from 'node:crypto';
import type { AuditEvent } from '../contract/audit-event.ts';
import { auditEvent } from '../contract/audit-event.ts';
import type { Instant } from '../contract/fields.ts';
import { attempt } from './commit.ts';
import { auditEventId, auditEventSortKey, auditEvents, auditEventsAbout, auditEventsOfCategory } from './keys.ts';
import { absent, put, unexpected } from './write.ts';

export const readAuditEvent = (item: unknown): AuditEvent => auditEvent.parse(item);

type Recorded = {
  readonly organizationId: string;
  /** `id` is made here, of the key. */
  readonly event: Omit<AuditEvent, 'id'>;
  readonly requestId: string;
  readonly recordedAt: Instant;
};

/** Adds an event to the audit log, once: a second time changes nothing. */
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
    id: auditEventId(sortKey),
    ...event,
    recordedAt,
  };
  await attempt([{ item: put(item, absent), refusal: unexpected('recorded already') }]);
};
