import type { Instant } from '#core/contract/fields.ts';
import { type Problem, problem } from '#core/problem.ts';
import { type StoredInvitation, statusAt } from '#core/table/invitation.ts';

/** Returns the problem with an invitation that can no longer be accepted, or undefined while it is pending. */
export const deadLink = (invitation: StoredInvitation, now: Instant): Problem | undefined => {
  const status = statusAt(invitation, now);
  return status === 'pending' ? undefined : problem(`invitation_${status}`, { inviter: invitation.invitedBy.name });
};
