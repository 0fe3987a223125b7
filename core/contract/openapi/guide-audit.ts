import type * as z from 'zod/mini';
import type { auditEvent } from '#core/contract/audit-event.ts';
import { alice, aTeam, cursor, expiresAt, ids } from './examples.ts';
import type { GuidesOf } from './guide.ts';

const event: z.input<typeof auditEvent> = {
  id: ids.event,
  type: 'invitation.sent',
  category: 'invitation',
  occurredAt: '2026-11-03T09:30:00.000Z',
  actor: { type: 'user', ...alice },
  subject: { type: 'invitation', id: ids.invitation, email: 'ann@acme.com' },
  details: {
    email: 'ann@acme.com',
    role: 'user',
    teamIds: [ids.team],
    teamNames: { [ids.team]: aTeam.name },
    expiresAt,
  },
};

/** Columns of the CSV in order, with their description. */
const columns: readonly (readonly [column: string, cell: string])[] = [
  ['id', 'The event’s id.'],
  ['type', 'The event type, as in JSON.'],
  ['category', 'The part of the type before the dot.'],
  ['occurredAt', 'The time: ISO 8601 in UTC with milliseconds.'],
  ['actorType', '`user` or `system`.'],
  ['actorUserId', 'The `userId` of the actor. Empty for `system`.'],
  ['actorName', 'The name of the actor. Empty for events caused by time.'],
  ['actorEmail', 'The address of the actor. Empty for events caused by time.'],
  ['subjectType', 'The category again.'],
  ['subjectId', 'Id of the invitation, member, organization or team.'],
  ['subjectEmail', 'Address of the invitation or member.'],
  ['email', '`details.email`.'],
  ['role', '`details.role`.'],
  ['teamIds', '`details.teamIds`, separated by spaces.'],
  ['expiresAt', '`details.expiresAt`: ISO 8601 in UTC with milliseconds.'],
  ['from', '`details.from`. Values of a list are separated by spaces.'],
  ['to', '`details.to`. Values of a list are separated by spaces.'],
  ['name', '`details.name`.'],
  ['reason', '`details.reason`.'],
  ['teamNames', 'Names of the teams in `teamIds` at the time of the event, separated by `; `.'],
  ['fromTeamNames', 'The same for `from`, if it lists teams.'],
  ['toTeamNames', 'The same for `to`, if it lists teams.'],
  ['sentence', 'The whole event as an English sentence.'],
];

const csv = [
  columns.map(([column]) => column).join(','),
  `${ids.event},invitation.sent,invitation,${event.occurredAt},user,${ids.admin},${alice.name},${alice.email},invitation,${ids.invitation},ann@acme.com,ann@acme.com,user,${ids.team},${expiresAt},,,,,${aTeam.name},,,${alice.name} (${alice.email}) invited ann@acme.com as User`,
  '',
].join('\r\n');

const table = [
  '| column | cell |',
  '|---|---|',
  ...columns.map(([column, cell]) => `| \`${column}\` | ${cell} |`),
].join('\n');

export const auditGuide: GuidesOf<'listAuditEvents'> = {
  listAuditEvents: {
    tag: 'Audit log',
    description: [
      'Lists events, newest first. Each change has one event, shortly after it. Accepting is two changes (`invitation.accepted`, `member.joined`), and so is a change of both role and teams. Deleting a team adds no events for its members. Use at most one of `category`, `email` and `invitationId`; the other filters can be combined with it.',
      '**CSV.** With `Accept: text/csv` (with a higher weight than `application/json`, if both are listed), the response is `text/csv; charset=utf-8` (RFC 4180: comma, CRLF, double quotes where needed) with one row per event, newest first. It always has all of the following columns, in this order. New columns may be added at the end. Missing values are empty cells. A cell that a spreadsheet could run as a formula (it starts with `=`, `+`, `-`, `@`, a tab or a carriage return) is prefixed with an apostrophe. So is such text after a semicolon, tab or line break inside a cell, because some spreadsheets split cells there.',
      table,
      'Only the first page of CSV has the header row, even without events, so that pages can be concatenated. The cursor of the next page is in the header `Next-Cursor`, which is missing on the last page. Cursors of CSV and JSON are interchangeable.',
      'A generated client may type the body of 200 as either format. If the client lets you choose the media type, use `application/json` (in openapi-fetch: `createClient<paths, "application/json" | "application/problem+json">`), and read CSV as text (`parseAs: "text"`).',
    ].join('\n\n'),
    filters: {
      category: ['Only events of this category.', 'invitation'],
      email: [
        'Only events about an invitation to this address, or a member with it. The whole address, in any case.',
        'ann@acme.com',
      ],
      invitationId: ['Only the history of this invitation.', ids.invitation],
      actorId: ['Only events with this person (`userId`) as actor.', ids.admin],
      from: [
        'Only events at this time or later: ISO 8601 in UTC, with `Z` at the end, truncated to milliseconds.',
        '2026-11-01T00:00:00Z',
      ],
      to: ['Only events before this time, in the same format.', '2026-12-01T00:00:00Z'],
    },
    limit:
      'Maximum number of events per page: 1 to 100. Defaults to 50 for JSON, and for CSV to as many as fit into one response, at most 5,000 (fewer if they would exceed 5 MB). Leave it out to export, because larger numbers are rejected for both.',
    answers: { 200: { items: [event], nextCursor: cursor } },
    csv,
  },
};
