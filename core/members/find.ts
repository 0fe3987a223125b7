import type { Member } from '#core/contract/organization.ts';
import { problem } from '#core/problem.ts';
import { type MemberId, memberKey } from '#core/table/keys.ts';
import { readMember, type StoredMember } from '#core/table/member.ts';
import { getItem } from '#core/table/read.ts';
import { withoutDeletedTeams } from '#core/table/team.ts';

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
