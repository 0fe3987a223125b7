import type * as z from 'zod/mini';
import type { auditEvent } from '#core/contract/audit-event.ts';
import { alice, cursor, expiresAt, ids } from './examples.ts';
import type { GuidesOf } from './guide.ts';

const event: z.input<typeof auditEvent> = {
  id: ids.event,
  type: 'invitation.sent',
  category: 'invitation',
  occurredAt: '2026-11-03T09:30:00.000Z',
  actor: { type: 'user', ...alice },
  subject: { type: 'invitation', id: ids.invitation, email: 'ann@acme.com' },
  details: { email: 'ann@acme.com', role: 'user', teamIds: [ids.team], expiresAt },
};

const csv = [
  'id,type,category,occurredAt,actorType,actorUserId,actorName,actorEmail,subjectType,subjectId,subjectEmail,email,role,teamIds,expiresAt,from,to,name,reason',
  `${ids.event},invitation.sent,invitation,${event.occurredAt},user,${ids.admin},${alice.name},${alice.email},invitation,${ids.invitation},ann@acme.com,ann@acme.com,user,${ids.team},${expiresAt},,,,`,
  '',
].join('\r\n');

export const auditGuide: GuidesOf<'listAuditEvents'> = {
  listAuditEvents: {
    tag: 'Audit log',
    description: [
      'Newest first. Every change leaves one event, a moment after it: accepting is two changes (`invitation.accepted`, `member.joined`), and so is a change of both role and teams. Deleting a team leaves members as they are. At most one of `category`, `email` and `invitationId` can be named; the other filters add up with it.',
      'With `Accept: text/csv` the same events come as CSV (RFC 4180), 5,000 at once where there is no `limit`. The header row is on the first page only. The cursor of the next page is in the header `Next-Cursor`. A cell that a spreadsheet would take for a formula begins with an apostrophe.',
    ].join('\n\n'),
    filters: {
      category: ['Only events about this.', 'invitation'],
      email: ['Only events about an invitation to, or a member with, exactly this address.', 'ann@acme.com'],
      invitationId: ['Only the history of this invitation.', ids.invitation],
      actorId: ['Only what this person did: their `userId`.', ids.admin],
      from: ['Only what happened then or later: ISO 8601 in UTC.', '2026-11-01T00:00:00Z'],
      to: ['Only what happened before: ISO 8601 in UTC.', '2026-12-01T00:00:00Z'],
    },
    answers: { 200: { items: [event], nextCursor: cursor } },
    csv,
  },
};
