import type { Instant } from '#core/contract/fields.ts';
import { readAddress, restoreClaim } from '#core/table/address.ts';
import { system } from '#core/table/change.ts';
import { attempt, type Refused } from '#core/table/commit.ts';
import { expirePending, stillPending } from '#core/table/invitation.ts';
import { organizationOf } from '#core/table/keys.ts';

// The position of the claim in its transaction.
const restoring = 1;

/** Returns true if the address was invited again, or joined, after TTL removed its claim. */
const isForAnother = ({ index, found }: Refused, invitationId: string): boolean => {
  const claim = index === restoring && found ? readAddress(found) : undefined;
  return claim !== undefined && !('invitationId' in claim && claim.invitationId === invitationId);
};

/**
 * Finalizes the invitation whose claim TTL has removed, as of its expiration. Leaves an invitation that was accepted,
 * revoked or finalized before; the current owner of the address does not matter. Restores a claim that TTL removed early,
 * because of a clock that is ahead, so that TTL removes it again later. If the address was invited again in between, the
 * later invitation counts, and this one is finalized immediately.
 */
export const expireInvitation = async (
  removedClaim: Record<string, unknown>,
  requestId: string,
  now: Instant,
): Promise<void> => {
  const claim = readAddress(removedClaim);
  if ('userId' in claim) return;
  const { invitationId, expiresAt } = claim;
  const organizationId = organizationOf(removedClaim);
  if (expiresAt > now) {
    const refused = await attempt([stillPending(organizationId, invitationId), restoreClaim(removedClaim)]);
    if (!refused.some((one) => isForAnother(one, invitationId))) return;
  }
  await attempt([expirePending(organizationId, invitationId, { at: expiresAt, by: system, requestId })]);
};
