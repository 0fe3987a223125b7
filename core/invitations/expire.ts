import type { Instant } from '../contract/fields.ts';
import { readAddress, restoreClaim } from '../table/address.ts';
import { system } from '../table/change.ts';
import { attempt } from '../table/commit.ts';
import { expirePending, stillPending } from '../table/invitation.ts';
import { organizationOf } from '../table/keys.ts';

/**
 * Settles the invitation whose claim TTL has removed, dated when it expired. One that was accepted, revoked or settled since is left as it
 * is, and what the address is by now is nothing to it. A claim that was removed early, by a clock that is ahead, is put back: TTL will come again.
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
  await attempt(
    expiresAt > now
      ? [stillPending(organizationId, invitationId), restoreClaim(removedClaim)]
      : [expirePending(organizationId, invitationId, { at: expiresAt, by: system, requestId })],
  );
};
