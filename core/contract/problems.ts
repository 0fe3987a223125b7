/** A kind of problem (RFC 9457): its status, and sentences for people. `{word}` is filled in from the problem's facts. */
export type ProblemKind = {
  readonly status: number;
  /** The status where the body named what isn't there, rather than the path. */
  readonly statusInBody?: number;
  readonly title: string;
  readonly detail: string;
};

/** Every code that the API itself answers. Codes are stable; sentences may change. */
export const problems = {
  invalid_json: {
    status: 400,
    title: 'Invalid JSON',
    detail: 'The body is not JSON. Check quotes, commas and brackets.',
  },
  invalid_request: { status: 400, title: 'Invalid request', detail: 'Some values do not fit; `errors` names each.' },
  invalid_cursor: {
    status: 400,
    title: 'Invalid cursor',
    detail: 'This cursor is not one of this list with these filters. Start again without one.',
  },
  forbidden: { status: 403, title: 'Forbidden', detail: 'Only an admin of the organization may {deed}.' },
  email_mismatch: {
    status: 403,
    title: 'Another account was invited',
    detail: 'Sign in with the Google account {maskedEmail}.',
  },
  email_not_verified: {
    status: 403,
    title: 'Address not verified',
    detail: 'Google has not verified your address yet. Verify it with Google, then sign in again.',
  },
  organization_not_found: {
    status: 404,
    title: 'Organization not found',
    detail: 'There is no such organization, or you are not a member of it.',
  },
  invitation_not_found: { status: 404, title: 'Invitation not found', detail: 'There is no such invitation.' },
  member_not_found: { status: 404, title: 'Member not found', detail: 'There is no such member in this organization.' },
  team_not_found: {
    status: 404,
    statusInBody: 422,
    title: 'Team not found',
    detail: 'There is no such team in this organization.',
  },
  invitation_link_invalid: {
    status: 404,
    title: 'Invalid invitation link',
    detail:
      'The link is incomplete or was changed. Open it from the email again, or ask your admin for a new invitation.',
  },
  already_member: {
    status: 409,
    title: 'Already a member',
    detail: 'You are a member of this organization already. There is nothing left to do.',
  },
  invitation_not_pending: {
    status: 409,
    title: 'Invitation not pending',
    detail: 'The invitation is {invitationStatus}; only a pending one can be changed.',
  },
  last_admin: {
    status: 409,
    title: 'Last admin',
    detail: 'An organization needs an admin. Make another member an admin first.',
  },
  member_limit_reached: {
    status: 409,
    title: 'Member limit reached',
    detail: 'The organization has all the members that it may have. Ask an admin to make room.',
  },
  resend_limit_reached: {
    status: 409,
    title: 'Resend limit reached',
    detail: 'All {limit} emails of this invitation were sent. Revoke it and invite again.',
  },
  team_exists: {
    status: 409,
    title: 'Team exists',
    detail: 'The organization has a team of this name. Choose another name.',
  },
  invitation_accepted: {
    status: 410,
    title: 'Invitation already used',
    detail:
      'This invitation was used already. Sign in with the account that used it; if that one is no longer a member, ask {inviter} for a new invitation.',
  },
  invitation_expired: {
    status: 410,
    title: 'Invitation expired',
    detail: 'This invitation has expired. Ask {inviter} for a new one.',
  },
  invitation_revoked: {
    status: 410,
    title: 'Invitation revoked',
    detail: 'This invitation was revoked. Ask {inviter} if you think that is a mistake.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    detail: 'A body may have 1 MiB at most. Send less at once.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    detail: 'This Idempotency-Key came with another body before. Use a new key for a new request.',
  },
  nothing_invited: {
    status: 422,
    title: 'Nothing invited',
    detail: 'No address could be invited; `results` says why for each.',
  },
  resend_too_soon: {
    status: 429,
    title: 'Too soon',
    detail: 'An email was sent a moment ago. Try again in {retryAfter} seconds.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    detail: 'Something failed on our side. Try again, and give support the request id if it stays.',
  },
  try_again: { status: 503, title: 'Try again', detail: 'Too much is going on at once. Try again in a moment.' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

/** Why one address was not invited, and the sentence for the admin. */
export const rejections = {
  invalid_email: 'This is not an email address that can be invited.',
  domain_not_allowed: 'The organization does not allow addresses of {domain}.',
  already_member: 'A member of the organization has this address.',
  already_invited: 'A pending invitation exists for this address. Resend it, or revoke it first.',
  pending_limit_reached:
    'The plan allows {limit} pending invitations. Revoke old ones, or wait until some are accepted or expire.',
  try_again: 'Time ran out before this address had its turn. Send it again.',
} as const;

export type RejectionCode = keyof typeof rejections;
