import { stringify } from 'csv-stringify/sync';
import type { AuditEvent } from '#core/contract/audit-event.ts';

/** Events in one CSV answer at most. */
export const mostEventsAsCsv = 5_000;

const list = (fact: unknown): unknown => (Array.isArray(fact) ? fact.join(' ') : fact);

/** Every fact that some type of event has. */
type Facts = Readonly<
  Partial<Record<'email' | 'role' | 'teamIds' | 'expiresAt' | 'from' | 'to' | 'name' | 'reason', unknown>>
>;

const rowOf = ({ id, type, category, occurredAt, actor, subject, details }: AuditEvent) => {
  const facts: Facts = details;
  return {
    id,
    type,
    category,
    occurredAt,
    actorType: actor.type,
    actorUserId: actor.type === 'user' ? actor.userId : undefined,
    actorName: actor.name,
    actorEmail: actor.email,
    subjectType: subject.type,
    subjectId: subject.id,
    subjectEmail: 'email' in subject ? subject.email : undefined,
    email: facts.email,
    role: facts.role,
    teamIds: list(facts.teamIds),
    expiresAt: facts.expiresAt,
    from: list(facts.from),
    to: list(facts.to),
    name: facts.name,
    reason: facts.reason,
  };
};

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
    // It quotes what holds the whole delimiter; a line break alone ends a row in many a reader, too.
    quoted_match: /[\r\n]/,
  });
