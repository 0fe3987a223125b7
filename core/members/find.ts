import type { Member } from '#core/contract/organization.ts';
import { problem } from '#core/problem.ts';
import { type MemberId, memberKey, userKey } from '#core/table/keys.ts';
import { readMember, type StoredMember } from '#core/table/member.ts';
import { getItem, getRecentItems } from '#core/table/read.ts';
import { withoutDeletedTeams } from '#core/table/team.ts';
import { readUser } from '#core/table/user.ts';

/** Returns the current member. Throws `member_not_found`. */
export const findMember = async (id: MemberId): Promise<StoredMember> => {
  const item = await getItem(memberKey(id));
  if (item === undefined) throw problem('member_not_found');
  return readMember(item);
};

type Asking = Pick<StoredMember, 'role'>;

/** Returns the day of each person's last sign-in. Null before the first one, and for callers who are not admins. */
export const lastSignIns = async (
  members: readonly Pick<StoredMember, 'userId'>[],
  asking: Asking,
): Promise<(string | null)[]> => {
  if (asking.role !== 'admin') return members.map(() => null);
  const items = await getRecentItems(members.map(({ userId }) => userKey(userId)));
  return items.map((item) => (item && readUser(item).lastSignInOn) ?? null);
};

/** Returns members as the API shows them to the caller `asking`, without deleted teams. */
export const answerMembers = async (
  organizationId: string,
  members: readonly StoredMember[],
  asking: Asking,
): Promise<Member[]> => {
  const [kept, signIns] = await Promise.all([
    withoutDeletedTeams(organizationId, members),
    lastSignIns(members, asking),
  ]);
  return kept.map((member, n) => ({ ...member, status: 'active', lastSignInOn: signIns[n] ?? null }));
};

export const answerMember = async (stored: StoredMember, asking: Asking): Promise<Member> => {
  const [member = { ...stored, status: 'active' as const, lastSignInOn: null }] = await answerMembers(
    stored.organizationId,
    [stored],
    asking,
  );
  return member;
};
