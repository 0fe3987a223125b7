import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf, personOf } from '#core/caller.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { problem } from '#core/problem.ts';
import { releaseAddress } from '#core/table/address.ts';
import { commit } from '#core/table/commit.ts';
import { readInvitation, revokePending, statusAt } from '#core/table/invitation.ts';
import { type InvitationId, invitationKey, placesKey } from '#core/table/keys.ts';
import { freePlace } from '#core/table/places.ts';
import { getItems } from '#core/table/read.ts';
import { retryOnConflict } from '#core/table/retry-on-conflict.ts';
import { answerInvitation } from './answer.ts';

/** Revokes a pending invitation: from this moment its link is dead, its place free, and its address can be invited again. */
export const revokeInvitation = async (id: InvitationId, request: CallerRequest): Promise<Invitation> => {
  const { organizationId, invitationId } = id;
  const admin = await authorize(request.caller, organizationId, 'admin');
  return retryOnConflict(async () => {
    const [item, places] = await getItems([invitationKey(id), placesKey(organizationId)]);
    if (item === undefined) throw problem('invitation_not_found');
    const invitation = readInvitation(item);
    const invitationStatus = statusAt(invitation, request.now);
    if (invitationStatus !== 'pending') throw problem('invitation_not_pending', { invitationStatus });
    await commit([
      revokePending(invitation, personOf(admin), originOf(admin, request)),
      releaseAddress(invitation, invitationId),
      ...(places ? [freePlace(organizationId, invitationId)] : []),
    ]);
    const revoked = { status: 'revoked', revokedAt: request.now, revokedBy: personOf(admin) } as const;
    return answerInvitation({ ...invitation, ...revoked }, request.now);
  });
};
