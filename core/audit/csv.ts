import { stringify } from 'csv-stringify/sync';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import { eventSentence } from '#core/contract/event-sentence.ts';

/** Maximum number of events in one CSV response. */
export const mostEventsAsCsv = 5_000;

const list = (fact: unknown): unknown => (Array.isArray(fact) ? fact.join(' ') : fact);

/** The details of all event types. */
type Facts = Readonly<
  Partial<Record<'email' | 'role' | 'teamIds' | 'expiresAt' | 'from' | 'to' | 'name' | 'reason', unknown>>
> & { readonly teamNames?: Readonly<Record<string, string>> | undefined };

/** Returns the known names of the listed teams. */
const namesIn = (fact: unknown, names: Facts['teamNames'] = {}): string | undefined =>
  Array.isArray(fact)
    ? fact
        .map((id) => names[id])
        .filter((name) => name !== undefined)
        .join('; ')
    : undefined;

const rowOf = (event: AuditEvent) => {
  const { id, type, category, occurredAt, actor, subject, details } = event;
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
    teamNames: namesIn(facts.teamIds, facts.teamNames),
    fromTeamNames: namesIn(facts.from, facts.teamNames),
    toTeamNames: namesIn(facts.to, facts.teamNames),
    sentence: eventSentence(event),
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
  'teamNames',
  'fromTeamNames',
  'toTeamNames',
  'sentence',
];

// Some spreadsheets also split cells at semicolons and tabs, so text after these must not start a formula either.
const formulaInside = /(?=[=+\-@＝＋－＠])(?<=[;\t\r\n]\s*)/gu;

/** Returns events as CSV (RFC 4180), safe to open in a spreadsheet: no cell is interpreted as a formula. */
export const auditCsv = (events: readonly AuditEvent[], withHeader: boolean): string =>
  stringify(events.map(rowOf), {
    columns: [...columns],
    header: withHeader,
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: { string: (cell) => cell.replace(formulaInside, "'") },
    // By default only the full delimiter is quoted, but many parsers also end a row at a single line break.
    quoted_match: /[\r\n]/,
  });
