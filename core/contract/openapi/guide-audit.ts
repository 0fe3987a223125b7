import { alice, cursor, expiresAt, ids } from './examples.ts';
import type { GuidesOf } from './guide.ts';

export const auditGuide: GuidesOf<'listAuditEvents'> = {
  listAuditEvents: {
    tag: 'Audit log',
    description: [
      'Newest first. Every change leaves one event, a moment after it. At most one of `category`, `email` and `invitationId` can be named; the other filters add up with it.',
      'With `Accept: text/csv` the same events come as CSV, at most 5,000 at once, the header row on the first page only; the cursor of the next page is in the header `Next-Cursor`.',
    ].join('\n\n'),
    filters: {
      category: 'Only events about this.',
      email: 'Only events about an invitation to, or a member with, exactly this address.',
      invitationId: 'Only the history of this invitation.',
      actorId: 'Only what this person did: their `userId`.',
      from: 'Only what happened then or later: ISO 8601 in UTC.',
      to: 'Only what happened before: ISO 8601 in UTC.',
    },
    query: {
      category: 'invitation',
      actorId: ids.admin,
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
    },
    answers: {
      200: {
        items: [
          {
            id: ids.event,
            type: 'invitation.sent',
            category: 'invitation',
            occurredAt: '2026-11-03T09:30:00.000Z',
            actor: { type: 'user', ...alice },
            subject: { type: 'invitation', id: ids.invitation, email: 'ann@acme.com' },
            details: { email: 'ann@acme.com', role: 'user', teamIds: [ids.team], expiresAt },
          },
        ],
        nextCursor: cursor,
      },
    },
  },
};
