import { problem } from '../problem.ts';
import { readInvitation, type StoredInvitation } from '../table/invitation.ts';
import { type InvitationId, invitationKey } from '../table/keys.ts';
import { getItem } from '../table/read.ts';

/** The invitation as it is now. Throws `invitation_not_found`. */
export const findInvitation = async (id: InvitationId): Promise<StoredInvitation> => {
  const item = await getItem(invitationKey(id));
  if (item === undefined) throw problem('invitation_not_found');
  return readInvitation(item);
};
