import { stringify } from 'csv-stringify/sync';
import type { AuditEvent } from '../contract/audit-event.ts';

/** Events in one CSV answer at most. */
export const mostEventsAsCsv = 5_000;

const list = (fact: unknown): unknown => (Array.isArray(fact) ? fact.join(' ') : fact);

const rowOf = ({ id, type, category, occurredAt, actor, subject, details }: AuditEvent) => ({
  id,
  type,
  category,
  occurredAt,
  actorType: actor.type,
  actorUserId: actor.userId,
  actorName: actor.name,
  actorEmail: actor.email,
  subjectType: subject.type,
  subjectId: subject.id,
  subjectEmail: subject.email,
  email: details.email,
  role: details.role,
  teamIds: list(details.teamIds),
  expiresAt: details.expiresAt,
  from: list(details.from),
  to: list(details.to),
  name: details.name,
  reason: details.reason,
});

const columns: readonly (keyof ReturnType<typeof rowOf>)[] = [
  'id',
  'type',
  'category',
  'occurredAt',
  'actorType',
  'actorUserId',
  'actorName',
  'actorEmail',
  'subjectType',
  'subjectId',
  'subjectEmail',
  'email',
  'role',
  'teamIds',
  'expiresAt',
  'from',
  'to',
  'name',
  'reason',
];

/** Events as CSV (RFC 4180), safe to open in a spreadsheet: no cell is taken for a formula. */
export const auditCsv = (events: readonly AuditEvent[], withHeader: boolean): string =>
  stringify(events.map(rowOf), {
    columns: [...columns],
    header: withHeader,
    record_delimiter: '\r\n',
    escape_formulas: true,
  });
