import { authorize } from '../authorize.ts';
import type { CallerRequest } from '../caller.ts';
import type { Invitation } from '../contract/invitation.ts';
import type { InvitationId } from '../table/keys.ts';
import { answerInvitation } from './answer.ts';
import { findInvitation } from './find.ts';

export const getInvitation = async (id: InvitationId, { caller, now }: CallerRequest): Promise<Invitation> => {
  await authorize(caller, id.organizationId, 'admin');
  return answerInvitation(await findInvitation(id), now);
};
