import type { Instant } from '#core/contract/fields.ts';
import { readAddress, restoreClaim } from '#core/table/address.ts';
import { system } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { expirePending, stillPending } from '#core/table/invitation.ts';
import { organizationOf } from '#core/table/keys.ts';
import type { Item } from '#core/table/write.ts';

/** Returns true if the address was invited again, or joined, after TTL removed its claim. */
const isForAnother = (found: Item | undefined, invitationId: string): boolean => {
  const claim = found && readAddress(found);
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
    const restoring = restoreClaim(removedClaim);
    const refused = await attempt([stillPending(organizationId, invitationId), restoring]);
    const current = refused.find(({ write }) => write === restoring)?.found;
    if (!isForAnother(current, invitationId)) return;
  }
  await attempt([expirePending(organizationId, invitationId, { at: expiresAt, by: system, requestId })]);
};
