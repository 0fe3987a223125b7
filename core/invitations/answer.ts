import type { Instant } from '#core/contract/fields.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { type StoredInvitation, statusAt } from '#core/table/invitation.ts';
import { withoutDeletedTeams } from '#core/table/team.ts';

/** Invitations as the API shows them: expired to the millisecond, and without teams that were deleted since. */
export const answerInvitations = async (
  organizationId: string,
  invitations: readonly StoredInvitation[],
  now: Instant,
): Promise<Invitation[]> => {
  const kept = await withoutDeletedTeams(organizationId, invitations);
  return kept.map((invitation) => ({ ...invitation, status: statusAt(invitation, now) }));
};

export const answerInvitation = async (stored: StoredInvitation, now: Instant): Promise<Invitation> => {
  const [invitation = stored] = await answerInvitations(stored.organizationId, [stored], now);
  return invitation;
};
