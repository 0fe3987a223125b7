import type { Member } from '../contract/organization.ts';
import { problem } from '../problem.ts';
import { type MemberId, memberKey } from '../table/keys.ts';
import { readMember, type StoredMember } from '../table/member.ts';
import { getItem } from '../table/read.ts';
import { withoutDeletedTeams } from '../table/team.ts';

/** The member as now. Throws `member_not_found`. */
export const findMember = async (id: MemberId): Promise<StoredMember> => {
  const item = await getItem(memberKey(id));
  if (item === undefined) throw problem('member_not_found');
  return readMember(item);
};

/** Members as the API shows them: without teams that were deleted since. */
export const answerMembers = async (organizationId: string, members: readonly StoredMember[]): Promise<Member[]> => {
  const kept = await withoutDeletedTeams(organizationId, members);
  return kept.map((member) => ({ ...member, status: 'active' }));
};

export const answerMember = async (stored: StoredMember): Promise<Member> => {
  const [member = { ...stored, status: 'active' as const }] = await answerMembers(stored.organizationId, [stored]);
  return member;
};
