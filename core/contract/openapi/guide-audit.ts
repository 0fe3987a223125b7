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
  ['type', 'What happened, as in JSON.'],
  ['category', 'The word before the dot of the type.'],
  ['occurredAt', 'When: ISO 8601 in UTC with milliseconds.'],
  ['actorType', '`user` or `system`.'],
  ['actorUserId', 'Who did it: the `userId`; empty for `system`.'],
  ['actorName', 'The name; empty where the clock did it.'],
  ['actorEmail', 'The address; empty where the clock did it.'],
  ['subjectType', 'The category again.'],
  ['subjectId', 'Id of the invitation, member, organization or team.'],
  ['subjectEmail', 'Address of the invitation or member.'],
  ['email', 'Of `details`: the same address.'],
  ['role', 'Of `details`.'],
  ['teamIds', 'Of `details`: ids with a space between them.'],
  ['expiresAt', 'Of `details`: ISO 8601 in UTC with milliseconds.'],
  ['from', 'Of `details`; a list with a space between its values.'],
  ['to', 'Of `details`; a list with a space between its values.'],
  ['name', 'Of `details`.'],
  ['reason', 'Of `details`.'],
  ['teamNames', 'Names of the teams in `teamIds`, as they were then, with `; ` between them.'],
  ['fromTeamNames', 'The same of `from`, where it lists teams.'],
  ['toTeamNames', 'The same of `to`, where it lists teams.'],
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
      'Newest first. Every change leaves one event, a moment after it: accepting is two changes (`invitation.accepted`, `member.joined`), and so is a change of both role and teams. Deleting a team leaves members as they are. At most one of `category`, `email` and `invitationId` can be named; the other filters add up with it.',
      '**As CSV.** With `Accept: text/csv` (weighed above `application/json`, where both are named) the same events come as `text/csv; charset=utf-8` (RFC 4180: comma, CRLF, double quotes where needed), one row an event, newest first. Columns are these, always all of them, in this order; new ones may come at the end. What an event does not have is an empty cell. A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) has an apostrophe before it; so has what follows a semicolon, tab or line break in a cell and begins like that, because some spreadsheets split cells there.',
      table,
      'Pages of CSV: the header row is on the first page only, even if there are no events, so that pages can be put one after the other. The cursor of the next page is in the header `Next-Cursor`, which the last page does not have. Cursors of CSV and JSON are the same.',
      'A generated client may type the body of 200 as either of both forms. Where it takes the media type from its user, name `application/json` (in openapi-fetch: `createClient<paths, "application/json" | "application/problem+json">`), and read CSV as text (`parseAs: "text"`).',
    ].join('\n\n'),
    filters: {
      category: ['Only events about this.', 'invitation'],
      email: [
        'Only events about an invitation to, or a member with, exactly this address, in any case.',
        'ann@acme.com',
      ],
      invitationId: ['Only the history of this invitation.', ids.invitation],
      actorId: ['Only what this person did: their `userId`.', ids.admin],
      from: [
        'Only what happened then or later: ISO 8601 in UTC, with `Z` at the end. What is finer than milliseconds is cut off.',
        '2026-11-01T00:00:00Z',
      ],
      to: ['Only what happened before: the same form.', '2026-12-01T00:00:00Z'],
    },
    limit:
      'How many events a page has at most: 1 to 100. Where it is not named: 50 as JSON; as CSV as many as one answer can hold, at most 5,000 (fewer where they would exceed 5 MB). A larger number is refused for both, so leave it out to export.',
    answers: { 200: { items: [event], nextCursor: cursor } },
    csv,
  },
};
