import { authorize } from '../authorize.ts';
import type { CallerRequest } from '../caller.ts';
import type { Member } from '../contract/organization.ts';
import { withoutDeletedTeams } from '../table/team.ts';

export const getOwnMembership = async (organizationId: string, { caller }: CallerRequest): Promise<Member> => {
  const own = await authorize(caller, organizationId, 'member');
  const [member = own] = await withoutDeletedTeams(organizationId, [own]);
  return { ...member, status: 'active' };
};
