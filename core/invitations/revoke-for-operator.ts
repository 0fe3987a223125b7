import type { Person } from '../contract/invitation.ts';
import { releaseAddress } from '../table/address.ts';
import type { Origin } from '../table/change.ts';
import { attempt } from '../table/commit.ts';
import { revokePending } from '../table/invitation.ts';
import type { InvitationId } from '../table/keys.ts';
import { freePlace } from '../table/places.ts';
import { findInvitation } from './find.ts';

/** Revokes an invitation in the product's name. Does nothing where it was accepted or revoked meanwhile. */
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
