import { alice, anInvitation, aTeam, ids } from './examples.ts';
import type { GuidesOf } from './guide.ts';

const invited = { email: 'ann@acme.com', outcome: 'invited', invitation: anInvitation } as const;
const rejected = {
  email: 'bob@globex.com',
  outcome: 'rejected',
  code: 'domain_not_allowed',
  detail: 'Your organization doesn’t allow globex.com.',
} as const;

const { id, email, role, status, delivery, createdAt, lastSentAt } = anInvitation;
const invitationCsv = [
  'id,email,role,teams,status,delivery,createdAt,expiresAt,sentCount,lastSentAt,invitedBy,acceptedAt,revokedAt',
  [
    id,
    email,
    role,
    aTeam.name,
    status,
    delivery,
    createdAt,
    anInvitation.expiresAt,
    1,
    lastSentAt,
    alice.email,
    '',
    '',
  ].join(','),
  '',
].join('\r\n');

export const invitingGuide: GuidesOf<
  'sendInvitations' | 'listInvitations' | 'getInvitation' | 'resendInvitation' | 'revokeInvitation'
> = {
  sendInvitations: {
    tag: 'Invitations',
    description: [
      'Each address has its own outcome, in the order of the request. An address that cannot be invited does not affect the others. If pending invitations are limited, the limit is filled in that order. Emails are sent immediately.',
      '201: all addresses were invited. 207: some were. 422 `nothing_invited`: none was; the problem has the `results`. 200: a dry run, which writes and sends nothing.',
      'With an `Idempotency-Key`, the same request within 24 hours returns the first response again and invites no one twice. Repeat it after a lost response or a 503 to complete what is left. Addresses with `try_again` next to others that were invited need a new request with a new key. A key belongs to one caller in one organization. With another body, the request fails with `idempotency_key_reused`; bodies are compared as JSON values, before normalization. The response `nothing_invited` is stored, too. Other errors and dry runs are not stored and leave the key unused. A dry run with a used key is rejected.',
    ].join('\n\n'),
    body: { emails: ['Ann@acme.com', 'bob@globex.com'], role: 'user' },
    answers: {
      200: { results: [{ email: 'ann@acme.com', outcome: 'would_invite' }, rejected] },
      201: { results: [invited] },
      207: { results: [invited, rejected] },
    },
  },
  listInvitations: {
    tag: 'Invitations',
    description:
      'Lists invitations of all statuses, newest first, or by address with `emailPrefix`. Filters can be combined. A page can have fewer items than `limit`, even none, and still have a cursor. With `Accept: text/csv`, returns the same rows as CSV: at most 5,000, with the header row on the first page only, and the `cursor` of the next page in `Next-Cursor`.',
    filters: {
      status: ['Only invitations that currently have this status.', 'pending'],
      email: ['Only invitations to this address. The whole address, in any case.', 'ann@acme.com'],
      emailPrefix: [
        'Only invitations whose address starts with this text, in any case, sorted by address. Requires `status=pending`. An empty text matches all.',
        'ann',
      ],
      newInvitationRequested: ['`true`: only expired invitations whose invitee has requested a new one.', 'true'],
      invitedBy: ['Only invitations by this person: their `userId`.', ids.admin],
    },
    csv: invitationCsv,
    answers: { 200: { items: [anInvitation], nextCursor: null } },
  },
  getInvitation: {
    tag: 'Invitations',
    description: 'Returns the current invitation. Invitations are never deleted.',
    answers: { 200: { ...anInvitation, delivery: 'sent' } },
  },
  resendInvitation: {
    tag: 'Invitations',
    description:
      'The email is sent immediately. Links in older emails keep working. At most one email per minute, unless the deployment sets another interval (`resend_too_soon`: wait `retryAfter` seconds), and five in total, including the first (`resend_limit_reached`).',
    answers: { 200: { ...anInvitation, sentCount: 2, lastSentAt: '2026-11-05T08:00:00.000Z' } },
  },
  revokeInvitation: {
    tag: 'Invitations',
    description:
      'The invitation no longer counts toward the limit, and the address can be invited again. Revoking cannot be undone.',
    answers: {
      200: {
        ...anInvitation,
        status: 'revoked',
        delivery: 'sent',
        revokedAt: '2026-11-05T08:00:00.000Z',
        revokedBy: alice,
      },
    },
  },
};
