import type { Instant } from '#core/contract/fields.ts';
import { readAddress, restoreClaim } from '#core/table/address.ts';
import { system } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { expirePending, stillPending } from '#core/table/invitation.ts';
import { organizationOf } from '#core/table/keys.ts';
import type { Item } from '#core/table/write.ts';

/** Whether the address was invited again, or joined, while its claim was away. */
const isForAnother = (found: Item | undefined, invitationId: string): boolean => {
  const claim = found && readAddress(found);
  return claim !== undefined && !('invitationId' in claim && claim.invitationId === invitationId);
};

/**
 * Settles the invitation whose claim TTL has removed, dated when it expired. One that was accepted, revoked or settled since is left as it
 * is, and what the address is by now is nothing to it. A claim that was removed early, by a clock that is ahead, is put back: TTL will come again.
 * Where the address has been invited again since, the later invitation counts, and this one ends at once.
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
