import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import type { OrganizationParams } from '#core/contract/fields.ts';
import type { Member } from '#core/contract/organization.ts';
import { answerMember } from './find.ts';

export const getOwnMembership = async (
  { organizationId }: OrganizationParams,
  { caller }: CallerRequest,
): Promise<Member> => {
  const member = await authorize(caller, organizationId, 'member');
  return answerMember(member, member);
};
