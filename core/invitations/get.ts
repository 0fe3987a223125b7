import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import type { InvitationId } from '#core/table/keys.ts';
import { answerInvitation } from './answer.ts';
import { findInvitation } from './find.ts';

export const getInvitation = async (id: InvitationId, { caller, now }: CallerRequest): Promise<Invitation> => {
  await authorize(caller, id.organizationId, 'admin');
  return answerInvitation(await findInvitation(id), now);
};
