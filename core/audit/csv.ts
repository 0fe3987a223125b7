import type { AuditEvent } from '#core/contract/audit-event.ts';
import { eventSentence } from '#core/contract/event-sentence.ts';
import { namesInCell, safeCsv } from '#core/csv.ts';

const list = (fact: unknown): unknown => (Array.isArray(fact) ? fact.join(' ') : fact);

/** The details of all event types. */
type Facts = Readonly<
  Partial<Record<'email' | 'role' | 'teamIds' | 'expiresAt' | 'from' | 'to' | 'name' | 'reason', unknown>>
> & { readonly teamNames?: Readonly<Record<string, string>> | undefined };

/** Returns the known names of the listed teams. */
const namesIn = (fact: unknown, names: Facts['teamNames'] = {}): string | undefined =>
  Array.isArray(fact) ? namesInCell(fact.map((id) => names[id]).filter((name) => name !== undefined)) : undefined;

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

/** Returns events as CSV. */
export const auditCsv = (events: readonly AuditEvent[], withHeader: boolean): string =>
  safeCsv(events.map(rowOf), columns, withHeader);
