import type { InfiniteData } from '@tanstack/react-query';
import { membersKey } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { withItems } from '#console/api/shown-pages.ts';
import type { Member } from '#core/contract/organization.ts';

type Shown = InfiniteData<{ readonly items: readonly Member[]; readonly nextCursor: string | null }>;

/** Shows another member, or none, in the place of one, in every list. Answers how to take that back. */
export const showMember = async (
  organizationId: string,
  userId: string,
  change: (member: Member) => Member | undefined,
): Promise<() => void> => {
  const lists = { queryKey: membersKey(organizationId) };
  // A page that is on its way would bring the old state back.
  await queryClient.cancelQueries(lists);
  const before = queryClient.getQueriesData<Shown>(lists);
  queryClient.setQueriesData<Shown>(lists, (shown) =>
    withItems<Member, Shown>(shown, (member) => {
      const changed = member.userId === userId ? change(member) : member;
      return changed ? [changed] : [];
    }),
  );
  return () => {
    for (const [key, shown] of before) queryClient.setQueryData(key, shown);
  };
};
