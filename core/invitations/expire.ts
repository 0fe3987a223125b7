import { readAddress } from '../table/address.ts';
import { system } from '../table/change.ts';
import { attempt } from '../table/commit.ts';
import { expirePending } from '../table/invitation.ts';
import { organizationOf } from '../table/keys.ts';

/**
 * Settles the invitation whose claim TTL has removed, dated when it expired. One that was accepted, revoked or settled since is left as it
 * is, and what the address is by now is nothing to it.
 */
export const expireInvitation = async (removedClaim: Record<string, unknown>, requestId: string): Promise<void> => {
  const claim = readAddress(removedClaim);
  if ('userId' in claim) return;
  await attempt([
    expirePending(organizationOf(removedClaim), claim.invitationId, { at: claim.expiresAt, by: system, requestId }),
  ]);
};
