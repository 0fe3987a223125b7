/** A kind of problem (RFC 9457): status and texts. `{word}` is replaced by a fact of the problem: see `sentenceOf`. */
export type ProblemKind = {
  readonly status: number;
  /** The status if the body, not the path, refers to something unknown. */
  readonly statusInBody?: number;
  readonly title: string;
  readonly detail: string;
};

/** All problem codes of the API. Codes are stable; texts may change. */
export const problems = {
  invalid_json: {
    status: 400,
    title: 'Invalid JSON',
    detail: 'The body is not JSON. Check quotes, commas and brackets.',
  },
  invalid_request: { status: 400, title: 'Invalid request', detail: 'Some values are not valid; `errors` lists each.' },
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
    title: 'Email not verified',
    detail: 'Google hasn’t verified your email yet. Verify it with Google, then sign in again.',
  },
  recent_sign_in_required: {
    status: 403,
    title: 'Sign in again',
    detail: 'You signed in more than 12 hours ago. Sign in with Google again to accept.',
  },
  invitation_link_required: {
    status: 403,
    title: 'Open the link in the email',
    detail: 'Open the link in the email to accept this invitation.',
  },
  organization_paused: {
    status: 403,
    title: 'Invitations are paused',
    detail: 'Invitations of this organization are paused. Contact support.',
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
      'This link is not complete, or something was added to it. Open it from the email again, or ask your admin for a new invitation.',
  },
  already_member: {
    status: 409,
    title: 'Already a member',
    detail: 'You’re already a member of this organization.',
  },
  invitation_not_pending: {
    status: 409,
    title: 'Invitation not pending',
    detail: 'This invitation has already {invitationStatus}.',
  },
  last_admin: {
    status: 409,
    title: 'Last admin',
    detail: 'Every organization needs at least one admin. Make someone else an admin first.',
  },
  member_limit_reached: {
    status: 409,
    title: 'Member limit reached',
    detail: 'This organization has reached its member limit. Ask an admin to free up a place.',
  },
  resend_limit_reached: {
    status: 409,
    title: 'Resend limit reached',
    detail: 'You’ve sent this invitation {limit} times, the maximum. Revoke it and send a new one.',
  },
  invitation_pending: {
    status: 409,
    title: 'Invitation pending',
    detail: 'This invitation can still be accepted.',
  },
  request_limit_reached: {
    status: 409,
    title: 'Request limit reached',
    detail: 'You’ve asked for a new invitation three times. Contact the person who invited you.',
  },
  team_exists: {
    status: 409,
    title: 'Team exists',
    detail: 'A team with this name already exists. Choose another name.',
  },
  invitation_accepted: {
    status: 410,
    title: 'Invitation already used',
    detail:
      'This invitation has already been used. Sign in with the account that accepted it, or ask {inviter} for a new one.',
  },
  invitation_expired: {
    status: 410,
    title: 'Invitation expired',
    detail: 'This invitation has expired. Ask {inviter} for a new one.',
  },
  invitation_revoked: {
    status: 410,
    title: 'Invitation revoked',
    detail: 'This invitation was revoked. Contact {inviter} if you think this is a mistake.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    detail: 'The body is too large: 64 KiB at most, 1 MiB for a batch. Send less at once.',
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
  nothing_changed: {
    status: 422,
    title: 'Nothing changed',
    detail: 'No member could be changed; `results` says why for each.',
  },
  requested_recently: {
    status: 429,
    title: 'Requested recently',
    detail: 'You’ve asked for a new invitation in the last 24 hours. Try again in {retryAfter}.',
  },
  resend_too_soon: {
    status: 429,
    title: 'Too soon',
    detail: 'An email was sent a moment ago. Try again in {retryAfter}.',
  },
  recipient_limit_reached: {
    status: 429,
    title: 'Daily limit for this address',
    detail: 'This address has received all the invitation emails it can get today. Resend tomorrow.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    detail: 'Something went wrong on our side. Try again, and give support the request id if it keeps happening.',
  },
  try_again: { status: 503, title: 'Try again', detail: 'We’re busy right now. Try again in a moment.' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

/** Codes of rejected addresses, with the text for the admin. */
export const rejections = {
  invalid_email: 'This isn’t a valid email.',
  domain_not_allowed: 'Your organization doesn’t allow {domain}.',
  already_member: 'Already a member.',
  already_invited: 'Already invited. Resend the invitation, or revoke it first.',
  pending_limit_reached:
    'You’ve reached your plan’s limit of {limit} pending invitations. Revoke some, or wait for them to be accepted or expire.',
  try_again: 'Not sent in time. Try again.',
} as const;

export type RejectionCode = keyof typeof rejections;

/** Reasons why one member was not changed, with the sentence for the admin. */
export const changeRejections = {
  member_not_found: 'No longer a member.',
  last_admin: 'The last admin. Make someone else an admin first.',
  own_membership: 'You can’t remove or demote yourself here.',
  too_many_teams: 'A member can be in 20 teams at most.',
  try_again: 'Not changed in time. Try again.',
} as const;

export type ChangeRejectionCode = keyof typeof changeRejections;

/** The end of an invitation, for "has already …". */
const endings: Readonly<Record<string, string>> = {
  accepted: 'been accepted',
  expired: 'expired',
  revoked: 'been revoked',
};

const factWords: Readonly<Record<string, (fact: unknown) => string>> = {
  invitationStatus: (status) => endings[String(status)] ?? String(status),
  retryAfter: (seconds) => (seconds === 1 ? '1 second' : `${seconds} seconds`),
};

/** Replaces the placeholders of a text. A missing fact leaves its name. */
export const sentenceOf = (sentence: string, facts: Readonly<Record<string, unknown>>): string =>
  sentence.replace(/\{(\w+)\}/g, (word, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return word;
    return factWords[name]?.(fact) ?? String(fact);
  });
