import { problem } from '#core/problem.ts';
import { readInvitation, type StoredInvitation } from '#core/table/invitation.ts';
import { type InvitationId, invitationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';

/** The invitation as it is now. Throws `invitation_not_found`. */
export const findInvitation = async (id: InvitationId): Promise<StoredInvitation> => {
  const item = await getItem(invitationKey(id));
  if (item === undefined) throw problem('invitation_not_found');
  return readInvitation(item);
};
