import type { Person } from '#core/contract/invitation.ts';
import { releaseAddress } from '#core/table/address.ts';
import type { Origin } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { revokePending } from '#core/table/invitation.ts';
import type { InvitationId } from '#core/table/keys.ts';
import { freePlace } from '#core/table/places.ts';
import { findInvitation } from './find.ts';

/** Revokes an invitation in the product's name. Does nothing if it was accepted or revoked concurrently. */
export const revokeForOperator = async (
  id: InvitationId,
  origin: Origin,
  revokedBy: Person,
  limited: boolean,
): Promise<void> => {
  const invitation = await findInvitation(id);
  await attempt([
    revokePending(invitation, revokedBy, origin),
    releaseAddress(invitation, id.invitationId),
    ...(limited ? [freePlace(id.organizationId, id.invitationId)] : []),
  ]);
};
