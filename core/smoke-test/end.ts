import type { Person } from '#core/contract/invitation.ts';
import { smokeOrganizationId as organizationId } from '#core/deployment.ts';
import { pendingClaims } from '#core/invitations/pending-claims.ts';
import { revokeForOperator } from '#core/invitations/revoke-for-operator.ts';
import type { Origin } from '#core/table/change.ts';
import { placesKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';

/** Revokes all pending invitations, also of aborted runs. */
export const endSmokeTest = async (origin: Origin, revokedBy: Person): Promise<{ revoked: number }> => {
  const limited = (await getItem(placesKey(organizationId))) !== undefined;
  const claims = await pendingClaims(organizationId, origin.at);
  for (const { invitationId } of claims)
    await revokeForOperator({ organizationId, invitationId }, origin, revokedBy, limited);
  return { revoked: claims.length };
};
