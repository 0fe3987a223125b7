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
      'Each address gets its own outcome, in the order given, and one that cannot be invited stops no other. Places under the limit of the plan are filled in that order. The emails leave at once.',
      '201: all were invited. 207: some were. 422 `nothing_invited`: none was, and the problem has the `results`. 200: a dry run, which writes and sends nothing.',
      'With an `Idempotency-Key`, the same request within 24 hours gets the first answer again and invites nobody twice: repeat it after a lost answer or a 503, and what is left to do is done. An address that was told `try_again` beside others that were invited is a new request, with a key of its own. A key belongs to one caller in one organization; with another body it is refused, `idempotency_key_reused`. Bodies are compared as values, as they were sent; the answer `nothing_invited` is kept too. A refusal of the whole request is not, nor is a dry run: neither uses the key up. A used key refuses a dry run, too.',
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
      'Newest first, of all statuses where none is named; by address with `emailPrefix`. Filters add up. A page may be short, or empty, and still have a cursor. With `Accept: text/csv` the same rows as CSV: at most 5,000, with the header row on the first page only, and the `cursor` of the next page in `Next-Cursor`.',
    filters: {
      status: ['Only invitations with this status now.', 'pending'],
      email: ['Only invitations to exactly this address, in any case.', 'ann@acme.com'],
      emailPrefix: [
        'Only invitations whose address begins with this, in any case, by address. Needs `status=pending`. Empty: all.',
        'ann',
      ],
      newInvitationRequested: ['`true`: only expired ones whose invitee has asked for a new one.', 'true'],
      invitedBy: ['Only invitations by this person: their `userId`.', ids.admin],
    },
    csv: invitationCsv,
    answers: { 200: { items: [anInvitation], nextCursor: null } },
  },
  getInvitation: {
    tag: 'Invitations',
    description: 'The invitation as it is now. It is kept for ever, whatever becomes of it.',
    answers: { 200: { ...anInvitation, delivery: 'sent' } },
  },
  resendInvitation: {
    tag: 'Invitations',
    description:
      'The email leaves at once. Older emails keep working. At most one a minute, unless the deployment says otherwise (`resend_too_soon`: wait `retryAfter` seconds), and five in all, the first included (`resend_limit_reached`).',
    answers: { 200: { ...anInvitation, sentCount: 2, lastSentAt: '2026-11-05T08:00:00.000Z' } },
  },
  revokeInvitation: {
    tag: 'Invitations',
    description:
      'Its place under the limit of the plan is free again, and the address can be invited anew. There is no way back.',
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
