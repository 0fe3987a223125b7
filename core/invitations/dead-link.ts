import type { Instant } from '#core/contract/fields.ts';
import { type Problem, problem } from '#core/problem.ts';
import { type StoredInvitation, statusAt } from '#core/table/invitation.ts';

/** What to tell whoever comes with an invitation that can't be accepted any more; undefined while it is pending. */
export const deadLink = (invitation: StoredInvitation, now: Instant): Problem | undefined => {
  const status = statusAt(invitation, now);
  return status === 'pending' ? undefined : problem(`invitation_${status}`, { inviter: invitation.invitedBy.name });
};
