import { authorize } from '../authorize.ts';
import type { CallerRequest } from '../caller.ts';
import type { Member } from '../contract/organization.ts';
import { answerMember } from './find.ts';

export const getOwnMembership = async (organizationId: string, { caller }: CallerRequest): Promise<Member> =>
  answerMember(await authorize(caller, organizationId, 'member'));
